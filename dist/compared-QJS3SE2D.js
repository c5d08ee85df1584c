import{createRequire}from"node:module";const require=createRequire(import.meta.url);
import{withBase,withBaseReport}from"./chunk-G72UGKEH.js";import"./chunk-KOHZFUVZ.js";import"./chunk-XPVBBEHO.js";export{withBase,withBaseReport};
