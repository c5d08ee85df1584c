#!/usr/bin/env node
import{createRequire}from"node:module";const require=createRequire(import.meta.url);
import{exitCodeOf,failureWords,runProgram,settingsFromArguments}from"./chunk-C6J7RF6C.js";import"./chunk-JS2CLYR2.js";import"./chunk-U3QOX6U3.js";import"./chunk-BREDF5SO.js";import"./chunk-XPVBBEHO.js";process.stdout.on("error",error=>{process.exit(error.code==="EPIPE"?0:3)});var args=process.argv.slice(2);try{process.exitCode=await runProgram(settingsFromArguments(args))}catch(error){process.stderr.write(`${failureWords(error,args.includes("--verbose"))}
`),process.exitCode=exitCodeOf(error)}
