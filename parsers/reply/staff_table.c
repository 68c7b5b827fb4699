/* SPDX-License-Identifier: Apache-2.0
 *
 * The words of staff_words.h, group by group.  German as offices write it, and
 * what mail programs and ticket systems write in German and English.
 */
#include "parsers/reply/staff_words_private.h"

/* Case folded ("ß" is "ss"), separated by "|"; a "*" at the end stands for any
 * ending of the last word. */
const StaffWordGroup staff_word_groups[] = {
    /* Headers of mails and tickets, and of the mails that Bote writes. */
    {STAFF_WHERE_BEGIN, STAFF_SIGN_LABEL,
     "von:|an:|cc:|bcc:|kopie:|kopie (cc):|blindkopie:|gesendet:|"
     "gesendet am:|gesendet von:|erhalten:|empfangen:|absender:|"
     "empfänger:|betreff:|betr.:|betr:|thema:|datum:|wichtigkeit:|"
     "priorität:|vertraulichkeit:|antwort an:|from:|to:|sent:|received:|"
     "date:|subject:|importance:|priority:|reply-to:|de:|à:|objet:|"
     "envoyé:|was:|wo:|wann:|bis:|karte:|bezug:|what:|"
     "where:|when:|ticket:|ticket-id*|ticketnummer*|ticket nr*|[ticket*|"
     "vorgangsnummer:|vorgang:|queue:|status:|besitzer:|eigentümer:|"
     "owner:|agent:|zugewiesen an*|assigned to*|requester:|anforderer:|"
     "kunde:|melder:|melderin:|ersteller:|erstellt von*|erstellt am*|"
     "created:|kategorie:|fälligkeit:|frist:|bearbeiter:|bearbeiterin:|"
     "sachbearbeiter*|zuständig:"},
    {STAFF_WHERE_HOLD, STAFF_SIGN_LABEL, "ticket#*"},
    {STAFF_WHERE_BEGIN, STAFF_SIGN_REMARK, "wg:|aw:|re:|fw:|fwd:"},
    {STAFF_WHERE_BEGIN, STAFF_SIGN_END,
     "so antworten sie:|der text der meldung:|das haben wir verstanden:|"
     "diese nachricht geht um|an die meldende person geht keine|"
     "ohne befehl bleibt ihr text|als interne notiz behalten|"
     "gefahr: die meldung klingt|falsch? antworten sie|how to reply:|"
     "the text of the report:"},
    {STAFF_WHERE_HOLD, STAFF_SIGN_END,
     "diese e-mail hat bote verschickt|"
     "ihre antwort liest zuerst das programm|sent by bote"},
    {STAFF_WHERE_HOLD, STAFF_SIGN_PLACEHOLDER,
     "hier ihr satz an die meldende person|"
     "your sentence to the person who reported it"},
    /* Ticket systems' "reply above". */
    {STAFF_WHERE_BEGIN, STAFF_SIGN_END,
     "##*|verlauf:|mailverlauf:|details ausblenden"},
    {STAFF_WHERE_HOLD, STAFF_SIGN_END,
     "oberhalb dieser zeile|reply above this line|type your reply above|"
     "quoted text hidden|zitierter text ausgeblendet"},
    /* Attachment notes. */
    {STAFF_WHERE_BEGIN, STAFF_SIGN_END,
     "anlage:|anlagen:|anlage(n)*|anl.:|anhang:|anhänge:|attachment:|"
     "attachments:|attached file*|angehängte datei*|dateianhang*|"
     "dateianhänge*|dateianlage*"},
    {STAFF_WHERE_WHOLE, STAFF_SIGN_END, "anlage|anlagen|anhang|anhänge"},
    {STAFF_WHERE_HOLD, STAFF_SIGN_END,
     "[anhang*|[anlage*|[attachment*|[bild*|[image*|[cid:*|[inline*|"
     "<image*|<bild*|<cid:*|(see attached file*|(siehe angehängte*"},
    /* Marks of ticket systems and of classification. */
    {STAFF_WHERE_BEGIN, STAFF_SIGN_END,
     "ref:*|lesebestätigung*|gelesen:|read:|empfangsbestätigung:|"
     "sensitivity:|klassifizierung:|classification:|schutzklasse*|"
     "schutzbedarf:|vs-nfd|vs - nur*|vs – nur*|tlp:*"},
    {STAFF_WHERE_HOLD, STAFF_SIGN_END,
     "diese zeile nicht|sie diese zeile|delete this line|remove this line|"
     "für den dienstgebrauch"},
    /* What a gateway says about a mail. */
    {STAFF_WHERE_BEGIN, STAFF_SIGN_END,
     "achtung: diese e-mail|achtung: diese mail|achtung: diese nachricht|"
     "warnung: diese e-mail|warnung: diese mail|warnung: diese nachricht|"
     "hinweis: diese e-mail|hinweis: diese mail|hinweis: diese nachricht|"
     "hinweis: extern*|achtung: extern*|[diese e-mail|[diese mail|"
     "[diese nachricht|diese e-mail kam*|diese e-mail kommt*|"
     "diese e-mail stammt*|diese e-mail wurde*|diese nachricht kam*|"
     "diese nachricht kommt*|diese nachricht stammt*|diese nachricht wurde "
     "extern*|"
     "diese nachricht wurde von aus*|diese nachricht wurde von einem*"},
    /* Disclaimers and what else a signature ends with. */
    {STAFF_WHERE_BEGIN, STAFF_SIGN_END,
     "der inhalt dieser e-mail|der inhalt dieser nachricht|"
     "diese e-mail und*|diese e-mail ist*|diese e-mail enthält*|"
     "diese e-mail kann*|diese nachricht ist vertraulich*|"
     "diese nachricht kann vertrauliche*|diese nachricht enthält*|"
     "diese mail*|vertraulich|haftungsausschluss|disclaimer|"
     "rechtlicher hinweis|rechtliche hinweise|datenschutz:|"
     "muss diese mail*|muss diese e-mail*|bitte prüfen sie, ob diese*|"
     "bevor sie diese*|sollten sie diese*|sollten sie nicht der*|"
     "wenn sie nicht der*|falls sie nicht der*|confidentiality notice|"
     "confidential|the information contained in*|"
     "this message is intended*|this email and any*|"
     "this e-mail and any*|please consider the environment*|"
     "think before you print*|sprechzeiten|sprechstunden|sprechzeit:|"
     "servicezeiten|öffnungszeiten:|bürozeiten|arbeitszeiten|"
     "telefonzeiten|erreichbarkeit*|meine arbeitszeit*|"
     "ich arbeite in teilzeit|ich arbeite teilzeit|ich arbeite nur|"
     "in teilzeit|office hours:|working hours:|termine nur nach*|"
     "termine nach*|automatische antwort|abwesenheitsnotiz"},
    {STAFF_WHERE_HOLD, STAFF_SIGN_END,
     "vertrauliche information*|hinweise zum datenschutz|"
     "hinweis zum datenschutz|informationen zum datenschutz|"
     "informationspflichten nach|art. 13 ds-gvo|art. 13 dsgvo|"
     "ausserhalb der dienstzeit*|ausserhalb meiner arbeitszeit*|"
     "ausserhalb ihrer arbeitszeit*|ausserhalb der üblichen*"},
    {STAFF_WHERE_WHOLE, STAFF_SIGN_END, "öffnungszeiten"},
    /* Said to be internal, and dispositions. */
    {STAFF_WHERE_BEGIN, STAFF_SIGN_END,
     "intern:|(intern*|[intern*|internes:|interner vermerk*|"
     "interne notiz*|interne anmerkung*|interne bemerkung*|"
     "interner hinweis*|nur intern*|internal:|internal note*|vermerk*|"
     "aktenvermerk*|aktennotiz*|gesprächsnotiz*|gesprächsvermerk*|"
     "telefonnotiz*|telefonvermerk*|notiz:|notiz an*|vfg*|verfügung:|"
     "z.d.a*|z. d. a*|zda*|zu den akten|zur akte|wv|w.v.|wvl*|"
     "wiedervorlage*|z.vg*|z. vg*|zum vorgang*|ablage*|gez.*|gez|"
     "mitzeichnung*|durchschrift*|nachrichtlich*|verteiler*|entwurf*"},
    {STAFF_WHERE_WHOLE, STAFF_SIGN_END, "verfügung"},
    {STAFF_WHERE_HOLD, STAFF_SIGN_REMARK,
     "z.d.a*|z. d. a.*|wvl|z.k.*|z. k.*|z.kts*|z. kts*|z.kenntnis*|"
     "z.w.v*|z. w. v*|zwv|m.d.b*|m. d. b*|mdb|nur zur info*|"
     "rücksprache mit*"},
    {STAFF_WHERE_WHOLE, STAFF_SIGN_REMARK, "z.k|zk"},
    {STAFF_WHERE_BEGIN, STAFF_SIGN_REMARK,
     "bcc an*|cc an*|z.i.*|z.b.v.*|ps|ps:|p.s.*|zur kenntnis|zur kts*|zur "
     "info*|z. "
     "info*|z.info*|"
     "info an*|r.m.*"},
    /* Remarks to colleagues. */
    {STAFF_WHERE_HOLD, STAFF_SIGN_REMARK,
     "möchte die nachricht|recall the message|nicht sagen|kostet uns|"
     "fyi|for your information|mit der bitte um*|zur bearbeitung|"
     "zur weiteren bearbeitung|zur erledigung|zur beantwortung|"
     "zur weiteren veranlassung|zur weiteren verwendung|zur übernahme|"
     "zum verbleib|zuständigkeitshalber|bitte übernehmen|bitte mal*|"
     "bitte erledigen|bitte prüfen|bitte klären|bitte veranlassen|"
     "bitte beantworten|bitte antworten|bitte bearbeiten|"
     "bitte weiterleiten|bitte kümmern|bitte anrufen|bitte ansehen|"
     "bitte anschauen|bitte beachten und*|bitte um übernahme|"
     "bitte um erledigung|bitte um prüfung|bitte um stellungnahme|"
     "bitte um kenntnisnahme|please handle|please take over|"
     "please deal with|take care of this|can you handle|can you take|"
     "see below|siehe unten|s. unten|s.u.*|s. u.*|siehe mail*|"
     "siehe e-mail*|untenstehend*|unten stehend*|im text unten|"
     "im text rot|antworten inline|intern|nicht weitergeben|"
     "nicht weiterleiten|nicht weitersagen|nicht nach aussen|"
     "nicht raus*|unter uns|off the record|kostenstelle*|abrechnen|rechnung "
     "an|rechnung liegt|kassenzeichen*|aktenplan*|ticket #*|"
     "haushaltsstelle*|sachkonto*|buchungsstelle*|kümmer dich|"
     "kümmere dich|kümmerst du|kümmert euch|kannst du|kannste|"
     "könntest du|könnt ihr|könntet ihr|habt ihr|hast du|machst du|"
     "macht ihr|mach du|mach bitte|schau mal|schau bitte|schau dir|"
     "schaust du|guck mal|guckst du|ruf mal|ruf bitte|rufst du|"
     "übernimmst du|übernimm*|übernehmt*|weisst du|magst du|würdest du|"
     "bist du|wärst du|denkst du|denk bitte|sag ihm|sag ihr|sag mir|"
     "sag bitte|gib mir|gib bitte|meld dich|melde dich|leite das|"
     "leitest du|schick mal|schick ihm|schickst du|schreib ihm|"
     "schreib ihr|schreibst du|antworte ihm|antworte ihr|fahr mal|"
     "fährst du|fahrt ihr|deine meinung|dein chef|an dich|von dir|"
     "bei dir|für dich|für euch|bei euch|von euch|an euch|eure*|hr.*"},
    /* The citizen, in the third person. */
    {STAFF_WHERE_HOLD, STAFF_SIGN_REMARK,
     "der bürger|den bürger|dem bürger|des bürgers|die bürgerin|"
     "der bürgerin|der melder*|den melder|dem melder|die melderin|"
     "meldende person|meldenden person|der anrufer*|die anruferin|"
     "der petent*|die petentin|der einsender*|der beschwerdeführer*|"
     "die dame|der herr|der gute mann|querulant*|nervensäge*|nervt|"
     "the citizen"},
    /* Contact blocks. */
    {STAFF_WHERE_BEGIN, STAFF_SIGN_CONTACT,
     "mein handy*|meine handynummer*|meine mobilnummer*|meine durchwahl*|"
     "e-mail:|email:|mail:|internet:|web:|website:|homepage:|"
     "postanschrift*|hausanschrift*|besucheranschrift*|besucheradresse*|"
     "dienstsitz*|dienstgebäude*|postfach*|ansprechpartner*|kontakt:|"
     "auskunft erteilt*|az:|az.:|az.*|aktenzeichen*|unser zeichen*|"
     "mein zeichen*|ihr zeichen*|geschäftszeichen*|gz.*|iban*|ust-id*|"
     "steuernummer*"},
    {STAFF_WHERE_WHOLE, STAFF_SIGN_NONE, NULL},
};
