import { expect } from "vitest";
import { fit } from "#engine/compose.ts";
import type { Clause } from "../clause.ts";
import type { Rig } from "../rig.ts";
import { published } from "./publishing.ts";

/** What people write, or paste: scripts, signs of several code points, what reorders, joins or hides, and what means something to a parser. */
const samples: readonly [name: string, text: string][] = [
  ["Latin with accents", "Où êtes-vous né ? À Besançon, près de l’œuvre"],
  ["accents as signs of their own", "Où êtes-vous né ?".normalize("NFD")],
  ["French signs", "« Bonjour ! » ; 12 000 € — n° 5"],
  ["German", "Straße, Größe, ẞ und ß"],
  ["Turkish", "İstanbul’da ılık bir gün, IĞDIR"],
  ["Polish", "Zażółć gęślą jaźń"],
  ["Vietnamese", "Tiếng Việt: đường phố, những người"],
  ["Icelandic", "Þetta er öðruvísi, æ ð þ"],
  ["Greek", "Ἡ ἀρχὴ τῆς σοφίας, Άνθρωπος ς"],
  ["Cyrillic", "Съешь ещё этих мягких булок, Київ, Ђорђе"],
  ["Armenian", "Բարեւ ձեզ, աշխարհ։"],
  ["Georgian", "გამარჯობა მსოფლიო"],
  ["Hebrew", "שלום עולם, הַיּוֹם"],
  ["Arabic", "مرحبا بالعالم، اليوم ١٢٣"],
  ["Arabic with marks of direction", "\u200Fمرحبا\u200F (API) \u200Eabc\u200E"],
  ["Persian with joiners", "می‌خواهم کتاب‌ها را"],
  ["Urdu", "یہ ایک تجربہ ہے۔"],
  ["Devanagari", "क्षत्रिय, श्री, हिन्दी"],
  ["Bengali", "বাংলা ভাষা, ক্ষুদ্র"],
  ["Tamil", "தமிழ் மொழி, க்ஷ"],
  ["Sinhala with joiners", "ශ්‍රී ලංකාව"],
  ["Thai", "สวัสดีชาวโลก น้ำ"],
  ["Khmer", "សួស្តី​ពិភពលោក"],
  ["Burmese", "မင်္ဂလာပါ ကမ္ဘာ"],
  ["Tibetan", "བཀྲ་ཤིས་བདེ་ལེགས།"],
  ["Chinese", "你好，世界。《新闻》"],
  ["Chinese beyond the first plane", "𠮷野家 𠀋 漢字"],
  ["Japanese", "こんにちは世界、カタカナー！"],
  ["kana with marks of their own", "カ\u3099キ\u3099 は\u309A"],
  ["half-width kana", "ｶﾞｷﾞｸﾞ 全角ＡＢＣ"],
  ["Korean", "안녕하세요 세계"],
  ["Korean in letters", "안녕".normalize("NFD")],
  ["emoji", "🎉🚀 bravo 😀"],
  ["emoji of several signs", "👩‍🚒 👨‍👩‍👧‍👦 🏳️‍🌈 🧑🏽‍💻"],
  ["flags and keycaps", "🇫🇷🇨🇦 1️⃣ #️⃣ 🏴󠁧󠁢󠁥󠁮󠁧󠁿"],
  ["text and picture forms", "☎︎ ☎️ ❤ ❤️"],
  ["letters of mathematics", "𝐆𝐫𝐚𝐬 𝓲𝓽𝓪𝓵𝓲𝓺𝓾𝓮 𝔽ℝ ①②"],
  ["Gothic and music", "𐌰𐌱𐌲 𝄞𝅘𝅥𝅮"],
  ["many marks on one letter", `e${"\u0301\u0323\u0308".repeat(3)}t`],
  ["isolates of direction", "prix \u2066123 €\u2069 fin"],
  ["what hides", "mot\u00ADcoupé, zéro\u200Bespace, joint\u2060mot"],
  ["spaces of all widths", "a\u2009b\u202Fc\u3000d"],
  ["quotes, dashes and signs", "“oui” ‘non’ – — … † ‰ ™ ½ x² H₂O"],
  ["markup", "<b>gras</b> &amp; &lt;i&gt; \"deux\" 'un'"],
  ["marks of emphasis", "*gras* _penché_ ~barré~ `code` **deux** ||caché||"],
  ["brackets and backslashes", "(a) [b](c) {d} C:\\dossier\\n \\u00e9 %20"],
  ["names for everybody", "@everyone @here <!channel> <@U123> et @[Nom](urn:li:organization:1)"],
  ["a template", "{{titre}} {% if %} ${x} <%= y %> %s"],
  ["a database’s and a shell’s signs", "'; drop table x; -- $(id) | & \" `"],
  ["numbers that look like others", "1e309 0x1F NaN null true 00123 +33"],
];

/** Where it stands in the post. */
const frames: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => `Avant ${text} après.`,
  (text) => `Deux lignes :\n${text}\n\nFin`,
];

const hundredAndFifty = samples.flatMap(([name, text]) =>
  frames.map((frame, place) => ({ name, text: frame(text), place })),
);
/** What some change by a rule of their own: X composes letters and marks, mails and Teams draw each line as a paragraph. */
const ownRules: Partial<Record<string, (text: string) => string>> = {
  x: (text) => text.normalize("NFC"),
  maillist: (text) => text.replace(/\n+/gu, "\n"),
  teams: (text) => text.replace(/\n+/gu, "\n"),
};

export const unicode: Clause[] = [
  {
    name: "texts of all scripts, and such as mean something to a parser, are read back as they were written",
    check: comeBack,
  },
];

async function comeBack(rig: Rig): Promise<void> {
  expect(hundredAndFifty).toHaveLength(150);
  const login = await rig.login();
  const ruled = ownRules[rig.network.card.name] ?? ((text: string) => text);
  const lost: string[] = [];
  for (const { name, text } of hundredAndFifty) {
    const plain = rig.fresh({ text });
    const sending = {
      ...plain,
      part: { ...plain.part, text: fit(plain.part.text, null, rig.network.card, login.limits) },
    };
    await published(rig, await rig.send(login, sending));
    const [mark = ""] = sending.part.text.split(" ");
    const read = rig.town.simulators
      .posts(rig.network.card.name)
      .map((post) => post.text)
      .filter((each) => new RegExp(`\\b${mark}\\b`, "u").test(each));
    if (read.length !== 1 || !ruled(read[0]!).includes(ruled(sending.part.text)))
      lost.push(`${name}: ${JSON.stringify(sending.part.text)} became ${JSON.stringify(read)}`);
  }
  expect(lost).toEqual([]);
}
