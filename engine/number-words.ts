/**
 * What numbers are called, by how they are written without accents (words.ts). Left out are those that mean something else too, there or in
 * another of these languages: neuf, cent, once, due, dos, sei, otto, and one itself.
 */
const lists: Readonly<Record<string, string>> = {
  2: "two deux zwei",
  3: "three trois drei tres tre",
  4: "four quatre vier cuatro quattro",
  5: "five cinq funf cinco cinque",
  6: "six sechs seis",
  7: "seven sept sieben siete sette",
  8: "eight huit acht ocho",
  9: "nine neun nueve nove",
  10: "ten dix zehn diez dieci",
  11: "eleven onze elf undici",
  12: "twelve douze zwolf doce dodici",
  13: "thirteen treize dreizehn trece tredici",
  14: "fourteen quatorze vierzehn catorce quattordici",
  15: "fifteen quinze funfzehn quince quindici",
  16: "sixteen seize sechzehn dieciseis sedici",
  20: "twenty vingt zwanzig veinte venti",
  30: "thirty trente dreissig dreiig treinta trenta",
  40: "forty quarante vierzig cuarenta quaranta",
  50: "fifty cinquante funfzig cincuenta cinquanta",
  60: "sixty soixante sechzig sesenta sessanta",
  70: "seventy septante siebzig setenta settanta",
  80: "eighty achtzig ochenta ottanta",
  90: "ninety nonante neunzig noventa novanta",
  100: "hundred hundert cien cento",
  1000: "thousand mille tausend mil",
  1000000: "million millions millionen millon millones milione milioni",
  1000000000: "billion billions milliard milliards milliarde milliarden miliardo miliardi",
};

/** By the word: the number in digits. */
export const numberWords: ReadonlyMap<string, string> = new Map(
  Object.entries(lists).flatMap(([value, words]) => words.split(" ").map((word) => [word, value] as const)),
);
