import{createRequire}from"node:module";const require=createRequire(import.meta.url);
import{withBase,withBaseReport}from"./chunk-3XPA6QKP.js";import"./chunk-6AMWACYO.js";import"./chunk-AWWG6SUU.js";import"./chunk-XPVBBEHO.js";export{withBase,withBaseReport};
