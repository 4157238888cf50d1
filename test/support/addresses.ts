/** Names as a hostile or careless DNS would answer them. */
export const answers: Record<string, string[]> = {
  "loopback.example": ["127.0.0.1"],
  "loopback6.example": ["::1"],
  "mapped.example": ["::ffff:127.0.0.1"],
  "mixed4.example": ["93.184.216.34", "127.0.0.1"],
  "mixed46.example": ["93.184.216.34", "::1"],
  "mixed64.example": ["2606:2800:220:1:248:1893:25c8:1946", "127.0.0.1"],
  "private.example": ["10.0.0.1"],
  "metadata.example": ["169.254.169.254"],
  "zero.example": ["0.0.0.0"],
  "unspecified6.example": ["::"],
  "nat64.example": ["64:ff9b::7f00:1"],
  "sixtofour.example": ["2002:7f00:1::1"],
  "teredo.example": ["2001:0:7f00:1::1"],
  "cgnat.example": ["100.64.1.1"],
  "ula.example": ["fd00::1"],
  "linklocal.example": ["fe80::1%lo"],
  "odd.example": ["0177.0.0.1"],
  "decimal.example": ["2130706433"],
  "nothing.example": [],
};

const literals = `
  127.0.0.1 127.1 127.0.1 0 0.0.0.0 0x7f.0.0.1 0x7f000001 0X7F.1 0177.0.0.1 0177.1 017700000001 2130706433
  127.0.0.1. 127.1. 0x7f.1. 127.000.000.001 127.0x0.0.1 127.00.00.01 0000177.0.0.1 127.255.255.254
  １２７.０.０.１ 127。0。0。1 127．0．0．1 ①②⑦.0.0.1 %31%32%37.0.0.1 127.0.0.%31 １27.1 0ｘ7f.1 [::1] [0:0:0:0:0:0:0:1]
  [::] [::127.0.0.1] [::7f00:1] [::ffff:127.0.0.1] [::ffff:7f00:1] [0:0:0:0:0:ffff:127.0.0.1]
  [::ffff:0:127.0.0.1] [64:ff9b::127.0.0.1] [64:ff9b::7f00:1] [64:ff9b:1::7f00:1] [2002:7f00:1::]
  [2002:7f00:0001::1] [2001:0:7f00:1::] [2001::80ff:fffe] [fe80::1] [fc00::1] [fd00:ec2::254] [fec0::1]
  [ff02::1] [2001:db8::1] [3fff::1] [::ffff:169.254.169.254] [::ffff:a9fe:a9fe] [100::1] [2001:2::1]
  [2001:20::1] [5f00::1] 10.0.0.1 10.255.255.255 172.16.0.1 172.31.255.254 192.168.0.1 192.168.1.254
  169.254.169.254 0xa9fea9fe 2852039166 0251.0376.0251.0376 169.254.169.254. 100.64.0.1 100.127.255.254
  192.0.0.8 192.0.2.1 198.18.0.1 198.51.100.1 203.0.113.1 192.88.99.1 224.0.0.1 239.255.255.250 240.0.0.1
  255.255.255.255 0.1.2.3 168.63.129.16 localhost LOCALHOST localhost. foo.localhost localhost.localdomain
  intranet printer.local metadata.google.internal db.internal router.home.arpa nas.lan ｌｏｃａｌｈｏｓｔ
`
  .trim()
  .split(/\s+/);
const names =
  "loopback loopback6 mapped mixed4 mixed46 mixed64 private metadata zero unspecified6 nat64 sixtofour teredo cgnat ula linklocal odd decimal nothing unknown".split(
    " ",
  );

/** At least 150 addresses that must reach nothing. Each with the canary's port, so that a hole is a hit and not just a different error. */
export function badUrls(canary: number, good: number): string[] {
  const at = (host: string) => `http://${host}:${canary}/`;
  return [
    ...literals.map(at),
    ...names.map((name) => at(`${name}.example`)),
    ...[
      `http://loopback.example.:${canary}/`,
      `https://127.0.0.1:${canary}/`,
      `HTTP://127.0.0.1:${canary}/`,
      `http:\\\\127.0.0.1:${canary}\\`,
      `http:/127.0.0.1:${canary}/`,
      `http:127.0.0.1:${canary}`,
      `//127.0.0.1:${canary}/`,
    ],
    ...[
      `http://user@127.0.0.1:${canary}/`,
      `http://user:pw@good.example:${good}/`,
      `http://good.example@127.0.0.1:${canary}/`,
      `http://good.example:${good}@127.0.0.1:${canary}/`,
      `http://127.0.0.1:${canary}\\@good.example/`,
      `http://good.example\\@127.0.0.1:${canary}/`,
      `http://@127.0.0.1:${canary}/`,
    ],
    ...[
      `http://good.example:${good}#@127.0.0.1:${canary}/`.replace("#", "\t"),
      `http://127.0.0.1\n:${canary}/`,
      `http://127.0.0.1 :${canary}/`,
      `http://127.0.0.1\u0000.example:${canary}/`,
      `http://127.0.0.1:${canary}%2f@good.example/`,
    ],
    ...[
      "file:///etc/passwd",
      "ftp://127.0.0.1/",
      `gopher://127.0.0.1:${canary}/_GET`,
      "data:text/plain,x",
      "javascript:alert(1)",
      `ws://127.0.0.1:${canary}/`,
      `feed:http://127.0.0.1:${canary}/`,
      "jar:http://x!/",
      "ldap://127.0.0.1/",
      `view-source:http://127.0.0.1:${canary}/`,
      "about:blank",
      "blob:http://127.0.0.1/x",
    ],
    ...[
      "http://good.example:22/",
      "http://good.example:25/",
      "http://good.example:6379/",
      "http://good.example:5432/",
      "http://good.example:9200/",
      "http://good.example:2375/",
      "http://good.example:11211/",
      "http://good.example:0/",
      "http://good.example:65536/",
      "http://good.example:-1/",
    ],
    ...[
      "",
      " ",
      "http://",
      "http:///",
      "https://",
      "http://[",
      "http://[::1",
      "http://]/",
      "http://:80/",
      "http://?/",
      "http://.",
      "http://../",
    ],
  ];
}
