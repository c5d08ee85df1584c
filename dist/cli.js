#!/usr/bin/env node
import{createRequire}from"node:module";const require=createRequire(import.meta.url);
import{exitCodeOf,failureWords,runProgram,settingsFromArguments}from"./chunk-LNQV4NNI.js";import"./chunk-JS2CLYR2.js";import"./chunk-LKU2WVNL.js";import"./chunk-U3ZVROLD.js";import"./chunk-XPVBBEHO.js";process.stdout.on("error",error=>{process.exit(error.code==="EPIPE"?0:3)});var args=process.argv.slice(2);try{process.exitCode=await runProgram(settingsFromArguments(args))}catch(error){process.stderr.write(`${await failureWords(error,args.includes("--verbose"))}
`),process.exitCode=exitCodeOf(error)}
