/** Prints `N passed, N failed` as the very last line of a test run. */
export class SummaryReporter {
  onRunComplete(_contexts, results) {
    const broken = results.numRuntimeErrorTestSuites;
    this.line = `${results.numPassedTests} passed, ${results.numFailedTests + broken} failed`;
    process.on('exit', () => {
      process.stdout.write(`\n${this.line}\n`);
    });
  }
}

export default SummaryReporter;
