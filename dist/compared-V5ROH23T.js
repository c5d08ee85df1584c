import{createRequire}from"node:module";const require=createRequire(import.meta.url);
import{withBase,withBaseReport,withChanges}from"./chunk-WL6LZPJ6.js";import"./chunk-IRWJLAVN.js";import"./chunk-4N3B72KN.js";import"./chunk-XPVBBEHO.js";export{withBase,withBaseReport,withChanges};
