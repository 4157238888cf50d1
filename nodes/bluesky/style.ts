/** How the simulated network looks to its readers. */
export const stylesheet = `
:root{--ink:#0b0f14;--quiet:#526580;--line:#dce2ea;--accent:#0a5fd6;--back:#fff}
*{box-sizing:border-box}body{margin:0;background:var(--back);color:var(--ink);font:15px/1.45 Inter,system-ui,sans-serif}
a{color:inherit;text-decoration:none}a:hover{text-decoration:underline}
.column{max-width:600px;min-height:100vh;margin:0 auto;border:solid var(--line);border-width:0 1px}
header{display:flex;gap:10px;align-items:center;padding:14px 16px;border-bottom:1px solid var(--line)}
header b{font-size:17px;color:var(--accent)}header a.settings{color:var(--quiet);font-size:13px}
.tag{margin-left:auto;padding:2px 8px;border:1px solid var(--line);border-radius:99px;color:var(--quiet);font-size:12px}
.profile{padding:24px 16px;border-bottom:1px solid var(--line)}.profile h1{margin:12px 0 0;font-size:26px}.profile p{margin:4px 0}
article{display:grid;grid-template-columns:44px minmax(0,1fr);gap:0 12px;padding:12px 16px;border-bottom:1px solid var(--line)}
article>.avatar{grid-row:span 2}article .who{display:flex;gap:6px;min-width:0}.who small{overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.who a:last-child{margin-left:auto}.who time{white-space:nowrap;font-size:13px}.quiet,time,small{color:var(--quiet)}
.text{margin:2px 0 0;white-space:pre-wrap;overflow-wrap:anywhere}.text a{color:var(--accent)}.large .text{font-size:19px}
.up{grid-column:2;color:var(--quiet);font-size:13px}.body{min-width:0}
.pictures{display:grid;grid-template-columns:repeat(auto-fit,minmax(200px,1fr));gap:4px;margin:10px 0 0}
.pictures figure{margin:0}.pictures img,.pictures video{display:block;width:100%;height:auto;max-height:420px;object-fit:cover;border:1px solid var(--line);border-radius:12px}
.pictures .unknown{aspect-ratio:1;object-fit:contain;background:#000}.pictures figcaption{font-size:12px;color:var(--quiet)}
.link{display:block;margin:10px 0 0;border:1px solid var(--line);border-radius:12px;overflow:hidden}.link img{display:block;width:100%;max-height:260px;object-fit:cover}
.link div{padding:10px 12px}.link b,.link span{display:block}.link span{color:var(--quiet);font-size:13px}
.repost{margin:0;padding:10px 16px 0;color:var(--quiet);font-size:13px}.quote{margin:10px 0 0;padding:10px 12px;border:1px solid var(--line);border-radius:12px}
.empty{padding:48px 16px;text-align:center;color:var(--quiet)}
.avatar{flex:none;display:grid;place-items:center;width:44px;height:44px;border-radius:50%;color:#fff;font-weight:600}
.c0{background:#0f766e}.c1{background:#7c3aed}.c2{background:#c2410c}.c3{background:#1d4ed8}.c4{background:#475569}
.passwords{padding:8px 16px 32px}.passwords h1{font-size:22px}.passwords table{width:100%;border-collapse:collapse}
.passwords td,.passwords th{padding:10px 8px;border-bottom:1px solid var(--line);text-align:left;overflow-wrap:anywhere}code{font-size:14px}
`;
