#!/usr/bin/env node
import{createRequire}from"node:module";const require=createRequire(import.meta.url);
import{exitCodeOf,failureWords,runProgram,settingsFromArguments}from"./chunk-RW6POX74.js";import"./chunk-JS2CLYR2.js";import"./chunk-IA2YEL7L.js";import"./chunk-EHDSMB7D.js";import"./chunk-XPVBBEHO.js";process.stdout.on("error",error=>{process.exit(error.code==="EPIPE"?0:3)});var args=process.argv.slice(2);try{process.exitCode=await runProgram(settingsFromArguments(args))}catch(error){process.stderr.write(`${await failureWords(error,args.includes("--verbose"))}
`),process.exitCode=exitCodeOf(error)}
