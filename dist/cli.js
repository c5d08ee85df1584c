#!/usr/bin/env node
import{createRequire}from"node:module";const require=createRequire(import.meta.url);
import{Interruption,exitCodeOf,failureWords,runProgram}from"./chunk-SRJBDKS3.js";import{settingsFromArguments}from"./chunk-7RPUQZK6.js";import"./chunk-SFAML7GG.js";import"./chunk-ATSVU7DH.js";import"./chunk-XPVBBEHO.js";var interruption=new Interruption;process.stdout.on("error",error=>{process.exit(error.code==="EPIPE"?0:3)});var args=process.argv.slice(2),settings=null;try{settings=settingsFromArguments(args),process.exitCode=await runProgram(settings,interruption)}catch(error){process.stderr.write(`${await failureWords(error,args.includes("--verbose"),settings)}
`),process.exitCode=exitCodeOf(error)}
