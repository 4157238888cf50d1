/**
 * The months' names by language, in the forms that dates have, January first; `|` parts the forms of one month. They are written
 * without accents, as `monthOf` compares them. What begins one name only is an abbreviation of it.
 */
const names: readonly (readonly [language: string, months: string])[] = [
  ["en", "january february march april may june july august september|sept october november december"],
  ["fr", "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre"],
  ["de", "januar|janner februar|feber marz|maerz april mai juni juli august september oktober november dezember"],
  ["es", "enero febrero marzo abril mayo junio julio agosto septiembre|setiembre octubre noviembre diciembre"],
  ["it", "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre"],
  ["pt", "janeiro fevereiro marco abril maio junho julho agosto setembro outubro novembro dezembro"],
  ["ca", "gener febrer marc abril maig juny juliol agost setembre octubre novembre desembre"],
  ["nl", "januari februari maart|mrt april mei juni juli augustus september oktober november december"],
  ["da", "januar februar marts|mars april maj|mai juni juli august september oktober november december|desember"],
  ["sv", "januari februari mars april maj juni juli augusti september oktober november december"],
  [
    "fi",
    "tammikuu helmikuu maaliskuu huhtikuu toukokuu kesakuu heinakuu elokuu syyskuu lokakuu marraskuu joulukuu".replace(
      /\w+/g,
      (name) => `${name}|${name}ta`,
    ),
  ],
  ["is", "januar februar mars april mai juni juli agust september oktober november desember"],
  ["et", "jaanuar veebruar marts aprill mai juuni juuli august september oktoober november detsember"],
  ["lv", "janvaris februaris marts aprilis maijs junijs julijs augusts septembris oktobris novembris decembris"],
  [
    "lt",
    "sausis|sausio vasaris|vasario kovas|kovo balandis|balandzio geguze|geguzes birzelis|birzelio liepa|liepos rugpjutis|rugpjucio rugsejis|rugsejo spalis|spalio lapkritis|lapkricio gruodis|gruodzio",
  ],
  [
    "pl",
    "styczen|stycznia luty|lutego marzec|marca kwiecien|kwietnia maj|maja czerwiec|czerwca lipiec|lipca sierpien|sierpnia wrzesien|wrzesnia pazdziernik|pazdziernika listopad|listopada grudzien|grudnia",
  ],
  [
    "cs",
    "leden|ledna unor|unora brezen|brezna duben|dubna kveten|kvetna cerven|cervna|cvn cervenec|cervence|cvc srpen|srpna zari rijen|rijna listopad|listopadu prosinec|prosince",
  ],
  [
    "sk",
    "januar|januara februar|februara marec|marca april maj|maja jun|juna jul|jula august september oktober november december",
  ],
  ["hu", "januar februar marcius aprilis majus junius julius augusztus szeptember oktober november december"],
  ["ro", "ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie"],
  [
    "hr",
    "sijecanj|sijecnja veljaca|veljace ozujak|ozujka travanj|travnja svibanj|svibnja lipanj|lipnja srpanj|srpnja kolovoz|kolovoza rujan|rujna listopad|listopada studeni|studenoga prosinac|prosinca",
  ],
  ["sr-Latn", "januar februar mart april maj jun jul avgust septembar oktobar novembar decembar"],
  ["sl", "januar februar marec april maj junij julij avgust september oktober november december"],
  ["sq", "janar shkurt mars prill maj qershor korrik gusht shtator tetor nentor dhjetor"],
  ["tr", "ocak subat mart nisan mayis haziran temmuz agustos eylul ekim kasim aralik"],
  ["az", "yanvar fevral mart aprel may iyun iyul avqust sentyabr oktyabr noyabr dekabr"],
  ["id", "januari februari maret april mei juni juli agustus september oktober november desember"],
  ["ms", "januari februari mac april mei jun julai ogos september oktober november disember"],
  ["eu", "urtarrila otsaila martxoa apirila maiatza ekaina uztaila abuztua iraila urria azaroa abendua"],
  [
    "ru",
    "январь|января февраль|февраля март|марта апрель|апреля май|мая июнь|июня июль|июля август|августа сентябрь|сентября октябрь|октября ноябрь|ноября декабрь|декабря",
  ],
  [
    "uk",
    "січень|січня лютий|лютого березень|березня квітень|квітня травень|травня червень|червня липень|липня серпень|серпня вересень|вересня жовтень|жовтня листопад|листопада грудень|грудня",
  ],
  [
    "be",
    "студзень|студзеня люты|лютага сакавік|сакавіка красавік|красавіка травень|мая чэрвень|чэрвеня ліпень|ліпеня жнівень|жніўня верасень|верасня кастрычнік|кастрычніка лістапад|лістапада снежань|снежня",
  ],
  ["bg", "януари февруари март април май юни юли август септември октомври ноември декември"],
  ["sr", "јануар фебруар март април мај јун јул август септембар октобар новембар децембар"],
  ["mk", "јануари февруари март април мај јуни јули август септември октомври ноември декември"],
  [
    "el",
    "ιανουαριος|ιανουαριου φεβρουαριος|φεβρουαριου μαρτιος|μαρτιου απριλιος|απριλιου μαιος|μαιου ιουνιος|ιουνιου ιουλιος|ιουλιου αυγουστος|αυγουστου σεπτεμβριος|σεπτεμβριου οκτωβριος|οκτωβριου νοεμβριος|νοεμβριου δεκεμβριος|δεκεμβριου",
  ],
  ["he", "ינואר פברואר מרץ|מרס אפריל מאי יוני יולי אוגוסט ספטמבר אוקטובר נובמבר דצמבר"],
  [
    "ar",
    "يناير|جانفي فبراير|فيفري|شباط مارس|اذار ابريل|افريل|نيسان مايو|ماي|ايار يونيو|جوان|حزيران يوليو|جويلية|تموز اغسطس|اوت سبتمبر|ايلول اكتوبر نوفمبر ديسمبر",
  ],
  ["fa", "ژانویه فوریه مارس اوریل مه ژوین ژوییه اوت سپتامبر اکتبر نوامبر دسامبر"],
  ["hi", "जनवरी फ़रवरी|फरवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर|सितम्बर अक्टूबर|अक्तूबर नवंबर|नवम्बर दिसंबर|दिसम्बर"],
  ["bn", "জানুয়ারি|জানুয়ারী ফেব্রুয়ারি|ফেব্রুয়ারী মার্চ এপ্রিল মে জুন জুলাই আগস্ট সেপ্টেম্বর অক্টোবর নভেম্বর ডিসেম্বর"],
  [
    "th",
    "มกราคม|มค กุมภาพันธ์|กพ มีนาคม|มีค เมษายน|เมย พฤษภาคม|พค มิถุนายน|มิย กรกฎาคม|กค สิงหาคม|สค กันยายน|กย ตุลาคม|ตค พฤศจิกายน|พย ธันวาคม|ธค",
  ],
  ["zh", "一月 二月 三月 四月 五月 六月 七月 八月 九月 十月 十一月 十二月"],
];

/** Days by which a date tells Polish, Czech and Croatian apart, whose months share names. */
const days: readonly (readonly [language: string, day: RegExp])[] = [
  ["hr", /\b(?:uto|sri|cet|pet|sub|ned)[a-z]*\b/],
  ["pl", /\b(?:wto?|sro?|czw|pia|pt|sob|nie)[a-z]*\b/],
  ["cs", /\b(?:po|ut|st|ct|pa|so|ne)\b/],
];

/** Letters as names are compared: without the accents of Latin, Greek and Cyrillic. A mark of another script makes another letter. */
export const bare = (text: string): string =>
  text
    .normalize("NFD")
    .replace(/[\u0300-\u036f\u0653-\u0655\u200e\u200f]/gu, "")
    .normalize("NFC")
    .toLowerCase();

type Meanings = Map<string, Map<number, string[]>>;

/** What a name and each of its beginnings may mean, from three letters on. Made once, for the first date in another language. */
let table: { whole: Meanings; beginnings: Meanings } | null = null;

function meanings(): { whole: Meanings; beginnings: Meanings } {
  if (table !== null) return table;
  const [whole, beginnings]: [Meanings, Meanings] = [new Map(), new Map()];
  const add = (to: Meanings, word: string, month: number, language: string): void => {
    const known = to.get(word) ?? new Map<number, string[]>();
    to.set(word, known.set(month, [...(known.get(month) ?? []), language]));
  };
  for (const [language, list] of names)
    for (const [index, forms] of list.split(" ").entries())
      for (const form of bare(forms).split("|")) {
        add(whole, form, index + 1, language);
        for (let end = 3; end < form.length; end += 1) add(beginnings, form.slice(0, end), index + 1, language);
      }
  table = { whole, beginnings };
  return table;
}

const english = new Map(
  "jan feb mar apr may jun jul aug sep oct nov dec".split(" ").map((word, index) => [word, index + 1] as const),
);

/**
 * The month that a word of a date names, 1 to 12; 0 where it names none, or may name several: a wrong date is worse than none.
 * `language` (BCP 47) is that of the feed, `text` the whole date in `bare` letters: both decide between languages.
 */
export function monthOf(word: string, language: string | null, text: string): number {
  const usual = english.get(word);
  if (usual !== undefined) return usual;
  const { whole, beginnings } = meanings();
  const found = whole.get(word) ?? beginnings.get(word) ?? whole.get(word.replace(/^ב/u, ""));
  if (found === undefined) return inLanguage(word, language);
  const [only] = found.keys();
  if (found.size === 1) return only ?? 0;
  const spoken = language?.split("-")[0] ?? days.find(([, day]) => day.test(text))?.[0];
  // Of the neighbours that share names, Croatian is meant where something says so.
  const meant = [...found].filter(([, languages]) =>
    spoken === undefined ? !languages.includes("hr") : languages.some((one) => one.split("-")[0] === spoken),
  );
  return meant.length === 1 ? (meant[0]?.[0] ?? 0) : 0;
}

/** Month names of feeds' languages that are not in the table, as the runtime knows them. */
const others = new Map<string, ReadonlyMap<string, number>>();
const mostOthers = 30;

function inLanguage(word: string, language: string | null): number {
  if (language === null) return 0;
  let known = others.get(language);
  if (known === undefined) {
    if (others.size >= mostOthers) return 0;
    others.set(language, (known = runtimeNames(language)));
  }
  return known.get(word) ?? 0;
}

function runtimeNames(language: string): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  const locale = `${language.split("-u-")[0]}-u-ca-gregory-nu-latn`;
  if (Intl.DateTimeFormat.supportedLocalesOf([locale]).length === 0) return found;
  for (const month of ["long", "short"] as const)
    for (const shape of [{ month }, { day: "numeric", month, year: "numeric" }] as const) {
      const format = new Intl.DateTimeFormat(locale, { ...shape, timeZone: "UTC" });
      for (let index = 0; index < 12; index += 1) {
        const part = format.formatToParts(Date.UTC(2026, index, 15)).find(({ type }) => type === "month");
        const name = bare(part?.value ?? "").replaceAll(".", "");
        if (/^\p{L}[\p{L}\p{M}]+$/u.test(name)) found.set(name, index + 1);
      }
    }
  return found;
}
