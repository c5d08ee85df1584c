import{createRequire}from"node:module";const require=createRequire(import.meta.url);
import{globSource,pathMatcher}from"./chunk-ODCAT7LP.js";import"./chunk-XPVBBEHO.js";export{globSource,pathMatcher};
