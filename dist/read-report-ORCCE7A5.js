import{createRequire}from"node:module";const require=createRequire(import.meta.url);
import{readReport}from"./chunk-JBZFBU3E.js";import"./chunk-7RQAGHWL.js";import"./chunk-XPVBBEHO.js";export{readReport};
