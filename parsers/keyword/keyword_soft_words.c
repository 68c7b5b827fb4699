/* SPDX-License-Identifier: Apache-2.0
 *
 * The words of people who want no more SMS, and what each of them says.  How
 * a word is found is keyword_soft_lexicon.c, what they mean together
 * keyword_soft.c.
 */
#include "parsers/keyword/keyword_soft_private.h"

const KeywordSense keyword_soft_words[] = {
    {NOT | NONE, false,
     "kein keine keinen keines kiene keien kene keene keen kane kana kani kenn "
     "kaa koa koan koane koine koi keini kei kee no kine keime null nul keinne "
     "keie keni"},
    {NOT, false,
     "didnt didn nicht nich nciht nicth nihct nict ned net nit nid noed ni "
     "nichts nix nichs nixx nuet nuescht not nothing none keinerlei nd nie "
     "niemals never isnt arent не ни ні немає"},
    {NOT | COMMAND, false, "dont"},
    {NOT | MORE, false, "nimmer nimma nimmi nimme nuemme nuemm nuem"},
    {NOT | GET | HAVE, false, "doesnt wont cant"},
    {MORE, false,
     "mehr mer meh mea meer meht mehrr merh mher longer further additional "
     "wieder weiter weitere weiteren weiterer weiteres weiterhin kuenftig "
     "kuenftige kuenftigen zukunft future artik daha fazla anymore больше "
     "більше again more ever"},
    {MORE, true, "zukuenftig"},
    {INTEREST | WISH, false,
     "brauche brauch brauchen benoetige benoetigen need needed"},
    {WISH, false,
     "bitte bit bidde biddeschoen biete please pleas plz pls plse will wil wui "
     "wue wu wollt* willst moechte* moecht mag mog mecht* mechat wott wett "
     "want* wanna wish* would like wuensche* ask asked lutfen isterim "
     "istiyorum rica einverstanden хочу пожалуйста прошу будь ласка надо треба "
     "wollen wollt wolln wolle woll fordere erbitte verlang wuenscht noetig "
     "notwendig"},
    {NOT | WISH, true, "unerwuenscht istemiyorum istemiyoruz"},
    {NOT | WISH, false, "istemem istemiyom istemiorum hate"},
    {WISH, true, "erwuenscht gewuenscht verlange gewollt"},
    {LETTER | OURS | ANNOY, false, "spam* gespamme"},
    {LETTER | OURS, false,
     "sms smse smsen smsn smsm smss smsdienst smsservice esemes* mesaj* "
     "messages mesages msgs texts simse pushnachricht* sma smd смс сообщений "
     "сообщения повідомлень повідомлення рассылк* розсилк* *sms pushs "
     "massensms"},
    {LETTER | OURS, true,
     "nachrichten *nachrichten benachrichtigungen textnachrichten "
     "kurznachrichten kurzmitteilungen"},
    {LETTER, false,
     "msg news infos info meldungen werbung reklame alerts alert updates "
     "update reminders reminder kontakte consent mail mails email emails nachr "
     "mitteilung* rundmail* versand zustellung zusendung* umfrage umfragen "
     "einladung einladungen bilgi bildirim* kommunikation infodienst "
     "nachrichtendienst nachfragen rueckfragen nachfrage newsfeed "
     "*mitteilungen"},
    {LETTER, true,
     "teilnahme nachricht mitteilung mitteilungen benachrichtigung "
     "informationen erinnerung erinnerungen notifications notification "
     "einwilligung zustimmung kontaktaufnahme information rundschreiben "
     "einverstaendnis"},
    {LETTER | ROLL, false,
     "abo abos newsletter newsleter abonel* kontakt kontaktdaten "
     "kontaktinformationen"},
    {LETTER | ROLL, true, "abonnement subscription mailingliste"},
    {LETTER | WRITE, false,
     "message text contact mesage schreiberei getexte gesimse geschreibe"},
    {NOT | WRITE | COMMAND, false,
     "atma atmayin atmayiniz yazma yazmayin yazmayiniz gonderme gondermeyin "
     "gondermeyiniz yollama yollamayin arama aramayin aramayiniz gelmesin"},
    {WRITE, false,
     "schreiben schreibn schreibm schriibe schribe schrieben schreibma "
     "schreim* schreiba schicken schiken schicka schickn schicke senden sende "
     "zusenden simsen texten texting texte texted sending writing anrufen "
     "anruf anrufe calling spammen zuspammen vollspammen spamming bother "
     "bothering bug bugging behelligt kontaktier kontakten txt txting "
     "zumuellen zumailen anpingen anfunken ansprechen zukommen zustellen "
     "volllabern zulabern labern quatschen kontaktet anzuschreiben schreibe "
     "schreibend bequatschen erinnern verwenden verwendet verwende nutzen "
     "nutzt benutzen benutzt use using vollzutexten zuzutexten"},
    {WRITE | GET, false, "geschickt gesendet schickst"},
    {WRITE, true,
     "anschreiben angeschrieben geschrieben zuschicken zugeschickt messaging "
     "contacting contacted messaged kontaktieren kontaktiert kontaktiere "
     "benachrichtigen benachrichtigt informieren informiert behelligen "
     "notifying notified bombardieren bombardiert zutexten bedraengen"},
    {WRITE | COMMAND, false,
     "schreib schreibt schreibts schriibed schribed schrib schriebt schick "
     "schickt schicks schickts schicked sendet sendets send write simst textet "
     "ruft call пишите пишіть пиши присылайте надсилайте шлите erinnert"},
    {COMMAND, false, "do"},
    {STOP, false,
     "stop stopp sotp stpp stoop stob stopo abmelden abmeldn opt optout "
     "unsubscribed unsub stoppen durdur durdurun kuendige verzichte austritt "
     "austreten blockiere blockier blocking dur austragung cik cikmak opting "
     "отписаться відписатися отпишите відпишіть стоп deabonnieren deabonieren "
     "entabonnieren abmelde abmeld abzumelden abzubestellen auszutragen "
     "unsubscribing kontaktverbot abmeldung abmeldug abmeldng abbestellung "
     "abbestelung"},
    {STOP, true, "abbestellen austragen unsubscribe verschont verschonen"},
    {HALT | SIGN, false, "lehne"},
    {HALT, false,
     "aufhoert stopping stoppt stopt stoppe stoppts quit cancel beenden beende "
     "beendet cease end einstellen eingestellt widerrufe widerruf wiederruf* "
     "revoke withdraw ablehnen abgelehnt widersprech* absehen untersag* "
     "verbiet* verbitt* verbitte sparen spart spar abbrechen abbruch iptal kes "
     "kesin finish kuendigen stornieren storniere storniert storno aufheben "
     "ziehe zieh zurueckziehen zurueckgezogen kuendigung behalte behalt "
     "behaltet behalten steckt steck stecken pausieren pausiert aussetzen "
     "entziehe entziehen abschaffen verzichtet zurueckzuziehen "
     "zurueckgenommen"},
    {HALT, true,
     "aufhoeren abstellen abschalten ausschalten deaktivieren widerrufen "
     "verzichten discontinue einzustellen aufzuhoeren unterbinden"},
    {LET | ME | COMMAND, false, "gebt gib geben"},
    {HALT | LET, false, "unterlassen unterlasst unterlasse unterlasen"},
    {LET, false,
     "lass lasst lassts lassen lasse loss losst lossts loest lossn lond loend "
     "lats laat lot lots laht lasts leave let birak birakin birakiniz "
     "gelassen"},
    {LET | ME, false, "haltet halts haltets bleib bleibt bleibts"},
    {PEACE, false,
     "ruhe ruh ruah rueh ruhig frieden friedn fried zufrieden tofreden peace "
     "alone allein alleine rahat maul fresse schnauze klappe inruhe rua be "
     "hals leib fern gestohlen"},
    {LET | PEACE, false, "ohne without"},
    {HEAR, false,
     "hoer hoert hoerts hort hoeren heert heerts heer horts hoerst lesen "
     "hoerid hoered wissen"},
    {UP, false, "auf uf uff up uuf"},
    {REMOVE, false,
     "remove* delete* lose forget erase loesche* loescht loesch geloescht "
     "loeschung entferne* gestrichen trag trage tragt tragts tragen abgemeldet "
     "werft rausnehmen rausloeschen rausstreichen rauswerfen rausschmeissen "
     "herausnehmen heraus herausloeschen austraegt schmeisst schmeiss vergesst "
     "vergiss drop sil silin siliniz silinsin cikar cikarin cikariniz "
     "cikarilmak count blockieren ausgetragen entfernt удалите видаліть "
     "streichen streiche streicht streich"},
    {REMOVE | OFF, false, "raus"},
    {ROLL, false,
     "liste list listen nummer nummern nr number numer kontaktliste datenbank "
     "database handy verteilerliste nummber numara* listeden listesinden "
     "listenizden system datei kartei adressbuch person guy номер номера "
     "dienst service account profil eintrag"},
    {ROLL, true,
     "verteiler handynummer telefonnummer handynr rufnummer mobilnummer "
     "empfaengerliste empfaenger adressat"},
    {ME, false,
     "mir mich mi ma uns us me mia mier myself bana beni bizi bize verbunden "
     "мне меня мені мене"},
    {MINE, false,
     "my mei meis richtig* right correct mein meine meinen meiner meinem "
     "meines meins"},
    {YOU, false, "euch eich enk ihnen you ihr ya sizden sizi"},
    {ANNOY, false,
     "nervt nerv nerven nervts nervst nervig nervend nervige stoert stoeren "
     "annoying annoy annoyed rahatsiz zugemuellt gelaber gequatsche keks "
     "wecker senkel zeiger terror laestig aufdringlich disturb disturbing"},
    {ANNOY, true,
     "belaestigt belaestigen nervensaege telefonterror belaestigung penetrant"},
    {ANNOY | YOU, false,
     "verpiss verpisst verpissts fick fickt fuck piss shut siktir arschloecher "
     "verzieht verzieh schleicht schleichts verschwinde arschloch wichser"},
    {INTEREST, false,
     "bedarf intresse interese angemeldet abonniert registriert signed "
     "subscribed teil zugestimmt bock"},
    {INTEREST, true, "interesse interest mitmachen teilnehmen interested"},
    {NOT | INTEREST, true,
     "ilgilenmiyorum uninteressant desinteresse uninteressiert"},
    {NOT, false, "etmeyin etme etmeyiniz"},
    {INTEREST | BE, false, "intressiert lust"},
    {INTEREST | BE, true, "interessiert interessieren"},
    {ENOUGH, false,
     "genug gnua gnueg enough schluss reicht reichts langt langts viele viel "
     "satt yeter basta widerspruch wiederspruch many much zuviel zuviele "
     "zuvielen oft weniger leid dicke"},
    /* what is wrong, not he who is not meant */
    {WRONG | UP, false, "falsch"},
    {WRONG, false,
     "wrong yanlis geirrt falsche falschen falscher falsches falschem"},
    {WRONG | ROLL, true, "verwaehlt"},
    {PUT | SIGN, false, "mach mache dabei"},
    {SIGN, false,
     "melde meld meldet melden meldets bestelle bestell bestellen signing "
     "subscribe sieh"},
    {OFF, false, "ab off oab aus"},
    {OFF | GET, false, "ein"},
    {PUT, false,
     "stelle stell stellt stellen schalte schalt schaltet schalten turn switch "
     "nehme nehmen nehmt nehmts nimm take taking seht sehen"},
    {PUT | GET, false, "get"},
    {GET, false,
     "bekommen erhalten kriegen empfangen receive receiving kriagn kriegn "
     "almak haben werden wird werde"},
    {GET | HAVE, false,
     "bekomm* krieg* gekriegt kam kamen kommt gekommen angekommen ankommen "
     "erhalte* erhielt* geht gehen ging funktioniert got gets getting noch yet "
     "verstehe versteh verstanden wurde wurden worden gelesen gesehen hat "
     "hatte hatten gab gibt was were has had moeglich da hier here there sich "
     "si kann kannst can zurueck komme kommen kommst empfange empfaengt "
     "received arrived arrive came come coming delivered reached eingegangen "
     "eingetroffen zugestellt empfangene"},
    {ASKS, false, "warum wieso weshalb wann why when where neden"},
    {GET | HAVE, false, "habe hab have habt ham hob"},
    {BE, false, "bin"},
    {THANKS, false, "thank thanks thx gruss gruesse"},
    {INTEREST | SIGN, false, "bestellt"},
    {FILL, false,
     "a an the these they them this that any anything all i ich ive we wir das "
     "dem den dene der die des diese* oane sie se ihre* eure* eire eier your "
     "unser* es s n e de d bu bundan bunu alles everything stuff things "
     "irgend* etwas am at bei beim for from fuer in into now of on out to too "
     "um unbedingt via vom von wegen zu zum zur jetzt jetz etz jez mal doch "
     "einfach endlich gerne gern jemals and und oder sonst auch schon sehr "
     "damit daran davon darum dass as nun dann eh bald immer weg dran drauf "
     "darauf hierauf mehrmals staendig dauernd permanent bloss nur only just "
     "gar ganz generell grundsaetzlich ueberhaupt wie how gegen against with "
     "if deshalb nochmal nochmals rum rein ve ile icin are been being could is "
     "ist san sein seid sind koennen koennten koennt koenntet konnten keep "
     "keeps must muessen muesst edin ediniz et make wuerde wuerd alle phone "
     "mobile danke dank herzlichen dankend hallo hello hi hey ey moin servus "
     "griass gruezi mfg lg vg ja gut guten tag abend morgen leute mann alter "
     "digga bro guys folks nein na nee noe hayir tesekkurler tesekkur nope "
     "okay ok sofort umgehend sorry yes echt entschuldigung verdammt* "
     "verdammte verfluchte verflixt gottes freundlichst hiermit ausdruecklich "
     "dringend ernsthaft damn bloody fucking bloed* daemlich* nervtoetend boah "
     "oh och ach tja xd haha post dsgvo gdpr datenschutz immediately kindly "
     "soon forever bitteschoen dankeschoen sachen zeug zeugs kram scheiss* "
     "kak* wer who mit halt wo staendig* dauernd* ewig* gesamte* vielen "
     "taeglich* laufend* permanent* nutzlos* sinnlos* en dat bir sage sag "
     "gesagt sagte heisst hell nadann мой мій я dumme dummen dummer doofe "
     "doofen doofer doof sollt sollte sollten solltet sollst sollen soll "
     "duerfen duerft eine einen einem einer eines einzige einzigen aber denn "
     "weil ob obwohl trotzdem wenn falls sondern sowie weder entweder dies "
     "dieser dieses diesem jede jeder jedes jeden jedem solche solchen welche "
     "derselbe ihren ihrem ihres eurer euren eurem unsere eiren eurige ihnn "
     "hin her herum rueber dahin daher bisher seit bis ohnehin sowieso "
     "eigentlich wirklich total totale voll extrem langsam gewaltig maechtig "
     "tierisch unglaublich furchtbar schrecklich wahnsinnig unheimlich "
     "komplett vollkommen absolut heute gestern tags nachts manchmal "
     "wochenende jederzeit kuerzlich neulich zuletzt letzte letzten letztes "
     "erste ersten zweite zweiten male mals einmal zweimal dreimal deswegen "
     "somit dafuer dagegen hierfuer hierzu dazu davor danach nachher vorher "
     "zwischen unter ueber vor nach bezueglich betreffs seitens per pro statt "
     "anstatt durch naemlich jedenfalls uebrigens leider hoffentlich "
     "vielleicht wohl eben gefaelligst schleunigst schnellstens unverzueglich "
     "augenblicklich asap quatsch mist unsinn bloedsinn kaese dreck mumpitz "
     "schwachsinn geschwafel kinderkram nonsense crap shit rubbish bullshit "
     "junk lieber liebe lieben lieb liebes herr frau damen herren team freunde "
     "jungs maedels kollegen moechten wuenschen waere waeren haette haetten "
     "wuerden wuerdet koennte darf duerfte liegt steht youre youve its thats "
     "whats theres im ill id lets theyre hers our ours than then but because "
     "since until while though although about after before between both each "
     "few most other some such own same very might may shall should maam sir "
     "mate dude man fellas today tonight tomorrow always already also even "
     "still actually really seriously literally totally bleiben hinter selbst "
     "selber sowas soetwas derartig derartige derartigen solcher bot roboter "
     "bots computer ne jegliche jeglichen jeglicher du wem irgendwem anders "
     "buddy said"},
    {FILL, false, NULL},
};
