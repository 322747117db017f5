/** Why a document is not read. The words are ours: nothing of the document is repeated. */
export class XmlFault extends Error {
  constructor(problem: string) {
    super(problem);
    this.name = 'XmlFault';
  }
}
