/* SPDX-License-Identifier: Apache-2.0
 *
 * Articles, pronouns, prepositions, forms of to be and to have, greetings; not
 * what names and streets are made of ("am", "an der", "la").
 */
#include "parsers/language/language_words.h"

#include <stddef.h>

const LanguageWords language_words[] = {
    {"de", " und der die das ist ich nicht ein eine einen einem einer zu den"
           " dem des mit auf für sie wir es auch sich von bei seit noch wird"
           " sind hat haben guten grüße bitte danke hier im am beim zum zur"
           " über kann muss keine kein wurde wenn dass tag mein meine meinen"
           " unser unsere unserer ihr ihre ihnen ihren liegt steht kaputt aber"
           " oder als nach vor nur schon sehr war waren hatte habe bin werden"
           " aus um wie was wo so an in man mir mich uns sehr geehrte hallo"
           " gibt immer wieder mehr diese dieser dieses leider durch "},
    {"en", " the and is are of to a that it for with on this not have has be"
           " please there at by from was were you your we our my been would"
           " could thanks thank hello dear near since can which will but very"
           " an or they regards best in i he she as if so do no all me just"
           " what when get up now out how don't it's i'm ok u still one some"
           " their them his her who had did about "},
    {"fr", " le la les un une des du de et est dans pour que qui ne pas sur"
           " avec il elle je nous vous au aux ce cette ces mon ma mes votre"
           " notre nos plus par sont être était bonjour merci depuis très ont"
           " en mais ou où rue y c'est l'on d'une qu'il n'est j'ai sans leur"
           " bien tout fait madame monsieur cordialement "},
    {"it", " il lo la gli le un una di del della dei delle dello da dal dalla"
           " e è in nel nella che non per con su sul sulla sono si ha ho mi"
           " ci questo questa buongiorno grazie ma o anche come più al alla ai"
           " via strada c'è dell'acqua davanti essere molto stato quando mio"
           " mia nostro nostra vostro vostra salve cordiali saluti "},
    {"es", " el la los las un una de del y es en que no por para con se su al"
           " lo como más pero sus le ha está están hay este esta esto muy"
           " desde buenos días gracias hola mi nos nuestro nuestra calle yo"
           " usted ustedes cuando donde sin sobre son tiene favor porque"
           " también saludos señor señora ya "},
    {"nl", " de het een en van is in te dat op voor met niet zijn er aan ook"
           " als bij door maar om naar ik we wij u uw ons onze hij ze dit die"
           " deze wordt nog al sinds over kan goedemorgen goedendag dank hallo"
           " straat geen hebben heeft was worden kunnen graag groet groeten"
           " vriendelijke mijn daar hier heel zeer veel "},
    {"pl", " i w na z nie do się jest to że o jak ale po od za przez dla tak"
           " już przy czy są był była było dzień dobry dziękuję proszę ulicy"
           " ulica przed bardzo mi mnie nas nam który która które tam tu jestem"
           " może tylko mam ma pan pani państwo pozdrawiam jego jej ich tej tym"
           " tego ze we "},
    {"tr", " ve bir bu da de için ile çok var yok ne mi mı mu daha gibi kadar"
           " olan olarak ama sonra önce ben biz siz o şu her en değil merhaba"
           " teşekkür teşekkürler ederim ederiz lütfen iyi günler saygılar"
           " saygılarımla sokak sokakta cadde caddesi bizim benim sizin"
           " olduğu oldu beri üç haftadır hafta gün "},
    {"uk", " і й та що не на в у з із до це як за від по для є але чи ми ви"
           " він вона вони я мене нас вас цей ця було був була бути дуже вже"
           " ще будь ласка дякую добрий день вулиці вулиця біля або їх його її"
           " коли де тут там через після наш наша нашому перед "},
    {"ru", " и в не на я что с он она они мы вы как по к у из за от до это но"
           " для же бы был была было есть нет мне нас вас очень уже ещё еще"
           " пожалуйста спасибо здравствуйте добрый день улице улица возле или"
           " их его её ее когда где здесь там после наш наша нашем перед так"
           " только который которая чтобы с если "},
    {"ar", " في من على إلى أن عن مع هذا هذه التي الذي لا ما لم كان كانت هو"
           " هي أنا نحن أنت أنتم كل بعد قبل منذ شكرا شكراً مرحبا السلام عليكم"
           " الشارع شارع أمام و أو إن قد لكن حتى يوم لدينا بين عند جدا جداً"
           " رجاء يرجى "},
    {"ro", " și si de la în in nu pe cu un o este sunt care ce din pentru mai"
           " că ca să sa se al a ale fi am ai are au dar sau dacă foarte bună"
           " buna ziua mulțumesc multumesc rog vă va strada strării noastră"
           " nostru mea meu acest această când unde fost fără lângă după "},
    {NULL, NULL},
};
