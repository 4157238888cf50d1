import { proposalTokens } from "../../sheets/style.ts";

const values = Object.entries(proposalTokens);
const light = values.map(([name, [value]]) => `--${name}:${value}`).join(";");
const dark = values.map(([name, [, value]]) => `--${name}:${value}`).join(";");

/**
 * The style of the pages that a link opens. It stands in the page itself: on a slow phone each file more is seconds. Written without `light-dark()`,
 * which phones of a few years ago do not know.
 */
export const style = `:root{color-scheme:light;${light}}
@media (prefers-color-scheme:dark){:root:not([data-theme=light]){color-scheme:dark;${dark}}}
[data-theme=dark]{color-scheme:dark;${dark}}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;min-height:100svh;display:flex;flex-direction:column;background:var(--paper);color:var(--ink);font:16px/1.45 'Inter Variable',Inter,system-ui,-apple-system,'Segoe UI',Roboto,sans-serif;overflow-wrap:anywhere}
body>form{flex:1;display:flex;flex-direction:column}
main{flex:1;width:100%;max-width:560px;margin:0 auto;padding:14px 16px 24px}
p{margin:0}
a{color:var(--accent)}
.top{display:flex;justify-content:space-between;align-items:center;gap:12px;min-height:44px;margin:0 0 4px;color:var(--muted);font-size:14px}
.badge{display:inline-flex;gap:6px;align-items:center;padding:6px 12px;border-radius:16px;background:var(--warn-soft);color:var(--warn-strong);font-weight:620}
h1{margin:0 0 12px;font-size:24px;line-height:1.2;font-weight:680;letter-spacing:-.022em;text-wrap:balance}
.read{position:absolute;width:1px;height:1px;margin:-1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.lead{margin:0 0 16px;color:var(--ink-2)}
.said{margin:0 0 16px;padding:12px 16px;border-radius:14px;background:var(--bad-soft);color:var(--bad-strong)}
.post{background:var(--surface);border:1px solid var(--line);border-radius:20px;overflow:hidden}
.head{display:flex;gap:12px;align-items:center;padding:16px 16px 10px}
.head>div{flex:1;min-width:0}
.head b{display:block;font-weight:640}
.head small{display:block;color:var(--muted);font-size:14px}
.face{flex:none;width:44px;height:44px;border-radius:22px;background:var(--logo);fill:#fff}
.network{flex:none;width:30px;height:30px;border-radius:8px}
.words{padding:0 16px 14px;white-space:pre-line}
.words i{font-style:normal;font-weight:560}
.post img{display:block;width:100%;height:auto;max-height:300px;object-fit:cover;background:var(--sunken)}
.card{padding:12px 16px;background:var(--sunken)}
.card b{display:block;font-weight:620}.card small{color:var(--muted);font-size:14px}
.own{margin:0 12px 12px}
.own summary{padding:12px 14px;border:1.5px dashed var(--accent);border-radius:14px;background:var(--accent-soft);color:var(--accent-strong);font-weight:600;cursor:pointer;list-style:none}
.own summary::-webkit-details-marker{display:none}
.own[open] summary{border-bottom:0;border-radius:14px 14px 0 0}
.own textarea{display:block;width:100%;min-height:72px;padding:12px 14px;border:1.5px solid var(--accent);border-radius:0 0 14px 14px;background:var(--surface);color:var(--ink);font:inherit}
.dock{position:sticky;bottom:0;background:var(--surface);border-top:1px solid var(--line);padding:12px 16px calc(12px + env(safe-area-inset-bottom))}
.dock>div{max-width:528px;margin:0 auto}
.row{display:grid;grid-template-columns:1fr 1fr;gap:8px;margin-top:6px}
button,.button{display:flex;align-items:center;justify-content:center;gap:10px;width:100%;min-height:48px;padding:8px 14px;border:0;border-radius:14px;background:none;color:var(--ink);font:inherit;font-weight:600;text-align:center;text-decoration:none;cursor:pointer}
.act{min-height:58px;background:var(--accent);color:var(--on-accent);font-size:18px}
.edge{min-height:58px;border:1px solid var(--line-control);background:var(--surface);font-size:18px}
button:active,.button:active{transform:scale(.98)}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
.sky{display:flex;flex-direction:column;align-items:center;justify-content:center;gap:10px;min-height:50vh;text-align:center}
.sky h1{margin:0;font-size:30px}
.wire{width:260px;max-width:100%;height:110px;margin-bottom:10px;overflow:visible}
.wire .way{fill:none;stroke:var(--line-control);stroke-width:3.5;stroke-linecap:round}
.wire .gone{fill:none;stroke:var(--accent);stroke-width:3.5;stroke-linecap:round;stroke-dasharray:100}
.wire.moving .gone{animation:leave 10s linear both}
@keyframes leave{from{stroke-dashoffset:100}to{stroke-dashoffset:0}}
.wire circle{fill:var(--accent)}.wire text{fill:var(--on-accent)}
.foot{margin:20px auto 0;color:var(--muted);font-size:13.5px;text-align:center}
.foot a{color:var(--muted)}
@media (prefers-reduced-motion:reduce){.wire.moving .gone{animation:none;stroke-dashoffset:50}button:active{transform:none}}
@media (forced-colors:active){button,.button,.post{border:1px solid}}
`;
