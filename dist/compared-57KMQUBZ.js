import{createRequire}from"node:module";const require=createRequire(import.meta.url);
import{withBase,withBaseReport}from"./chunk-OAHPIJ3S.js";import"./chunk-6AMWACYO.js";import"./chunk-AWWG6SUU.js";import"./chunk-XPVBBEHO.js";export{withBase,withBaseReport};
