import{createRequire}from"node:module";const require=createRequire(import.meta.url);
import{withBase,withBaseReport}from"./chunk-GJVLQKJH.js";import"./chunk-YBJGQQ7D.js";import"./chunk-JQDKZ5U7.js";import"./chunk-XPVBBEHO.js";export{withBase,withBaseReport};
