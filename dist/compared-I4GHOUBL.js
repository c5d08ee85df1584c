import{createRequire}from"node:module";const require=createRequire(import.meta.url);
import{withBase,withBaseReport}from"./chunk-F7UQ6KJR.js";import"./chunk-KES5PU7D.js";import"./chunk-7RQAGHWL.js";import"./chunk-XPVBBEHO.js";export{withBase,withBaseReport};
