import{createRequire}from"node:module";const require=createRequire(import.meta.url);
import{withBase,withBaseReport}from"./chunk-CKX46RPN.js";import"./chunk-N47LSRI7.js";import"./chunk-OJG3EGWW.js";import"./chunk-XPVBBEHO.js";export{withBase,withBaseReport};
