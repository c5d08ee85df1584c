import{createRequire}from"node:module";const require=createRequire(import.meta.url);
import{headView,withBase,withBaseReport}from"./chunk-MYCFVAK6.js";import"./chunk-WYF5R4KQ.js";import"./chunk-XPVBBEHO.js";export{headView,withBase,withBaseReport};
