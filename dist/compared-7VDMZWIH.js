import{createRequire}from"node:module";const require=createRequire(import.meta.url);
import{headView,withBase,withBaseReport}from"./chunk-QWXOPNRS.js";import"./chunk-WSHY7TFT.js";import"./chunk-XPVBBEHO.js";export{headView,withBase,withBaseReport};
