import{createRequire}from"node:module";const require=createRequire(import.meta.url);
import{withBase,withBaseReport}from"./chunk-UOC3ZR5H.js";import"./chunk-IRWJLAVN.js";import"./chunk-4N3B72KN.js";import"./chunk-XPVBBEHO.js";export{withBase,withBaseReport};
