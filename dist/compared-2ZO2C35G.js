import{createRequire}from"node:module";const require=createRequire(import.meta.url);
import{withBase,withBaseReport}from"./chunk-XJKQS2YE.js";import"./chunk-ELLATW6G.js";import"./chunk-BREDF5SO.js";import"./chunk-XPVBBEHO.js";export{withBase,withBaseReport};
