import { isVendorError } from '../../../platform/vendor/vendor-error.ts';
import type { FeedContext } from '../feed.ts';
import { textOrNull } from '../wire/texts.ts';
import { listQuotes, QUOTES_OPERATION } from './list-quotes.ts';
import type { Quote } from './quote.ts';

/**
 * Looks up the quotes behind deals, for one run. A quote only adds to its deal: where Cisco refuses it, or its answer
 * can't be read, the deal comes without. Where Cisco does not answer, the run ends and goes on later, since deals would
 * lose for a while what is known of them.
 */
export class QuoteReader {
  readonly #context: FeedContext;
  /** The quoting service is not open to this connection: it is asked once a run. */
  #isClosed = false;

  constructor(context: FeedContext) {
    this.#context = context;
  }

  /**
   * The deal's quote: the one the deal names, or its only one.
   * @returns null without a quote, without the sender id that the service wants, and as above
   * @throws VendorError when the service is not there or limits calls
   */
  async of(deal: { readonly dealId: string; readonly quoteId?: string | null | undefined }): Promise<Quote | null> {
    const { senderId } = this.#context.account;
    const quoteId = textOrNull(deal.quoteId);
    if (senderId === undefined || quoteId === null || this.#isClosed) return null;
    const quotes = await this.#listOrNone(deal.dealId, senderId);
    return quotes.find((quote) => quote.id === quoteId) ?? (quotes.length === 1 ? (quotes[0] ?? null) : null);
  }

  async #listOrNone(dealId: string, senderId: string): Promise<Quote[]> {
    try {
      return await listQuotes(this.#context, dealId, senderId);
    } catch (error) {
      if (!isVendorError(error) || error.operation !== QUOTES_OPERATION || error.httpStatus === undefined) throw error;
      const { kind, httpStatus, operation } = error;
      const isUnreadable = kind === 'upstream_error' && httpStatus < 300;
      const isRefused = kind === 'refused' || kind === 'auth_expired';
      if (!isUnreadable && !isRefused) throw error;
      this.#isClosed = httpStatus === 401 || httpStatus === 403;
      this.#context.log.warn({ operation, kind, httpStatus }, 'a quote could not be read; the deal comes without it');
      return [];
    }
  }
}
