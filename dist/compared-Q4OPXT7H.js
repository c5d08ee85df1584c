import{createRequire}from"node:module";const require=createRequire(import.meta.url);
import {
  withBase,
  withBaseReport
} from "./chunk-EB4BGQDC.js";
import "./chunk-YOTLKIOK.js";
import "./chunk-R7CR4BTF.js";
import "./chunk-I7RXSEDW.js";
export {
  withBase,
  withBaseReport
};
