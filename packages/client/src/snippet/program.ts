/**
 * The program of the page's head, as text: it runs before any bundle, so it cannot be imported. Written by hand for size; what it reads is `C`,
 * a literal that `snippet` puts before it. Every failure on the way ends in "nothing is stored", which denies.
 *
 * - `V` is the table's own check (`isCurrent` of table.ts), `R` reads: localStorage; where that is blocked or has nothing, the cookie
 *   (the format of `@privacykit/policy/answer-cookie`).
 * - `A` says of a table whether a purpose is open; `allows` reads the table each time, so it is never older than the last choice in any tab.
 * - `S` is the signal, Global Privacy Control.
 * - `G` speaks as `gtag` does: Google's tags tell a command by its being an Arguments object.
 */
export const PROGRAM = `let W=window,D=document,S=navigator.globalPrivacyControl===!0,
V=t=>t&&t.v===1&&t.policy===C.v&&Date.now()<t.until&&t.made<=Date.now()+6e4&&(t.deaf||!t.gpc!=S)&&(t.region||null)===C.r&&Array.isArray(t.allowed)&&Array.isArray(t.questions)?t:null,
R=()=>{let s=null,t,p;
try{s=localStorage.getItem(C.k);t=V(JSON.parse(s))}catch{}
try{if(s===null&&(p=("; "+D.cookie).split("; "+C.c)).length==2&&(p=p[1].split(";")[0].split("~"))[3].length==C.p.length)t=V({v:1,policy:C.v,gpc:+p[0],made:1e3*parseInt(p[1],36),until:1e3*parseInt(p[2],36),region:p[4],allowed:C.p.filter((n,i)=>p[3][i]=="g"),questions:p[3].match(/[nq]/g)||[]})}catch{}
return t},
A=t=>n=>!!t&&t.allowed.includes(n),
T=R(),d=!!T&&!T.questions.length;
D.documentElement.setAttribute("data-privacy",d?"answered":"open");
W.privacyAnswers={app:C.a,answered:d,allows:n=>A(R())(n)};
`

/** What comes after it for Google Consent Mode: the default of today's answers, or denied and one more default per region. */
export const CONSENT_MODE = `let L=W[C.l]=W[C.l]||[],G=function(){L.push(arguments)},m={};
for(let k in C.m)m[k]=C.m[k]&&C.m[k].every(A(T))?"granted":"denied";
if(!T)m.wait_for_update=C.w;
G("consent","default",m);
if(!T&&!S)for(let r of C.g)G("consent","default",{...m,...r});
for(let k of C.s)G("set",k,!0);
`
