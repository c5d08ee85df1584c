import{createRequire}from"node:module";const require=createRequire(import.meta.url);
import{withBase,withBaseReport}from"./chunk-A76MHYU6.js";import"./chunk-EHDSMB7D.js";import"./chunk-XPVBBEHO.js";export{withBase,withBaseReport};
