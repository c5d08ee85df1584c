import{createRequire}from"node:module";const require=createRequire(import.meta.url);
import{withBase,withBaseReport}from"./chunk-L6OQ3WJQ.js";import"./chunk-DME3YPCK.js";import"./chunk-6KQVONTF.js";import"./chunk-XPVBBEHO.js";export{withBase,withBaseReport};
