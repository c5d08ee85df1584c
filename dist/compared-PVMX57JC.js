import{createRequire}from"node:module";const require=createRequire(import.meta.url);
import{headView,withBase,withBaseReport}from"./chunk-JZJYEPGU.js";import"./chunk-TUL6OEZI.js";import"./chunk-XPVBBEHO.js";export{headView,withBase,withBaseReport};
