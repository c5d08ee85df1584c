import{createRequire}from"node:module";const require=createRequire(import.meta.url);
import{headView,withBase,withBaseReport}from"./chunk-7LJJORD3.js";import"./chunk-BRDDJNRS.js";import"./chunk-XPVBBEHO.js";export{headView,withBase,withBaseReport};
