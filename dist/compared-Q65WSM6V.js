import{createRequire}from"node:module";const require=createRequire(import.meta.url);
import {
  withBase,
  withBaseReport
} from "./chunk-3BXZNUYK.js";
import "./chunk-K2XHM4ZA.js";
import "./chunk-SRB23FOB.js";
import "./chunk-I7RXSEDW.js";
export {
  withBase,
  withBaseReport
};
