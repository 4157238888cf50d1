import { apart } from "./dialog.ts";

/** Whoever is chosen in the dialog sees their own pages only. */
const lists = Array.from(
  { length: apart },
  (_, index) => `.dialog form:not(:has(.who${index}:checked)) .of${index}{display:none}`,
).join("");

export const stylesheet = `
:root{color-scheme:light dark;--back:#f0f2f5;--card:#fff;--ink:#050505;--quiet:#65676b;--line:#dadde1;--accent:#0866ff}
@media (prefers-color-scheme:dark){:root{--back:#18191a;--card:#242526;--ink:#e4e6eb;--quiet:#b0b3b8;--line:#3e4042}}
*{box-sizing:border-box}body{margin:0;background:var(--back);color:var(--ink);font:15px/1.45 system-ui,sans-serif}
a{color:inherit;text-decoration:none}a:hover{text-decoration:underline}.column{max-width:620px;margin:0 auto;padding:16px 8px}
.card{display:block;margin-top:12px;padding:16px;border-radius:12px;background:var(--card);box-shadow:0 1px 2px #0002}
.cover{position:relative;display:flex;gap:16px;align-items:center;padding:28px 20px;border-radius:12px;background:var(--card)}
h1{margin:0;font-size:24px;line-height:1.2}header p{margin:4px 0;color:var(--quiet)}
.tag{position:absolute;top:12px;right:12px;padding:2px 8px;border:1px solid var(--line);border-radius:99px;color:var(--quiet);font-size:12px}
.who,.row{display:flex;gap:10px;align-items:center}time,small,.quiet{color:var(--quiet)}time{font-size:13px}
.text{margin:10px 0 0;white-space:pre-wrap;overflow-wrap:anywhere}.text a{color:var(--accent)}
.share{display:block;margin-top:12px;padding:12px;border:1px solid var(--line);border-radius:8px;background:var(--back);overflow-wrap:anywhere}
.face{flex:none;width:44px;height:44px}.cover .face{width:72px;height:72px}.face svg{width:100%;height:100%;border-radius:50%}
.media{display:grid;gap:4px;margin-top:12px;border-radius:8px;overflow:hidden}.media img,.media video{width:100%;height:100%;max-height:420px;object-fit:cover;background:#000}.m2,.m3,.m4{grid-template-columns:1fr 1fr}.m3 img:first-child{grid-row:span 2}
.avatar{flex:none;display:grid;place-items:center;width:36px;height:36px;border-radius:50%;color:#fff;font-weight:700}
.c0{background:#0f766e}.c1{background:#7c3aed}.c2{background:#c2410c}.c3{background:#1d4ed8}.c4{background:#475569}
.dialog{max-width:480px;margin:4vh auto;padding:24px}.brand{margin:0 0 8px;font-size:22px;font-weight:800;color:var(--accent)}.brand span{font-size:13px;font-weight:400;color:var(--quiet)}
fieldset{display:grid;gap:2px;margin:16px 0 0;padding:0;border:0}legend{padding:8px 0;font-weight:600}
label{display:block;margin-top:8px}label.row{display:flex;margin:0;padding:8px;border-radius:8px}label.row:hover{background:var(--back)}
select,input[type=number]{width:100%;padding:8px;border:1px solid var(--line);border-radius:6px;background:var(--card);color:var(--ink);font:inherit}
.buttons{display:flex;gap:12px;margin-top:20px}button{flex:1;padding:12px;border:0;border-radius:8px;background:var(--accent);color:#fff;font:600 15px system-ui,sans-serif;cursor:pointer}
form.card>button{margin-top:12px;padding:8px 16px}button.quiet{background:var(--back);color:var(--ink)}
${lists}
`;
