import{createRequire}from"node:module";const require=createRequire(import.meta.url);
import {
  withBase,
  withBaseReport
} from "./chunk-DNKEK6HK.js";
import "./chunk-H366F743.js";
import "./chunk-AAU4LC2J.js";
import "./chunk-I7RXSEDW.js";
export {
  withBase,
  withBaseReport
};
