import{createRequire}from"node:module";const require=createRequire(import.meta.url);
import{readReport}from"./chunk-T5UVYZT2.js";import"./chunk-AWWG6SUU.js";import"./chunk-XPVBBEHO.js";export{readReport};
