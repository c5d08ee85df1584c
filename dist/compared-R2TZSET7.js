import{createRequire}from"node:module";const require=createRequire(import.meta.url);
import{withBase,withBaseReport}from"./chunk-5QIN2UNY.js";import"./chunk-7CSOM5XE.js";import"./chunk-AWWG6SUU.js";import"./chunk-XPVBBEHO.js";export{withBase,withBaseReport};
