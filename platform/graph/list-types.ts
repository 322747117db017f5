import type { GraphQLResolveInfo } from 'graphql';
import { type ClassType, Ctx, Field, Info, Int, ObjectType } from 'type-graphql';
import { conversionsBeside } from './asked-conversions.ts';
import type { GraphContext } from './context.ts';
import type { Page } from './paging.ts';
import { rateNotices } from './rate-notices.ts';
import { PageInfo, SourceNotice } from './shared-types.ts';

/** How a list answers each of its fields. Each is asked only when the query selects it, and at most once. */
export interface ListSource<Node> {
  page(): Promise<Page<Node>>;
  totalCount(): Promise<number>;
}

/** A list that vendors stand behind. */
export interface VendorListSource<Node> extends ListSource<Node> {
  notices(): Promise<readonly SourceNotice[]>;
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}

/** The same page with its rows made into nodes. */
export function mapPage<Row, Node>(page: Page<Row>, toNode: (row: Row) => Node): Page<Node> {
  return { ...page, rows: page.rows.map(toNode) };
}

/** A connection type and how to make the value that a resolver returns for it. */
export interface ListType<Source> {
  readonly Connection: ClassType<object>;
  readonly of: (source: Source) => object;
}

function edgeOf<Node extends object>(name: string, nodeType: () => ClassType<Node>): ClassType<object> {
  @ObjectType(`${name}Edge`)
  class Edge {
    @Field(() => String)
    cursor!: string;
    @Field(nodeType)
    node!: Node;
  }
  return Edge;
}

function connectionBase<Node extends object>(
  name: string,
  nodeType: () => ClassType<Node>,
): ClassType<{ source: ListSource<Node> }> {
  const Edge = edgeOf(name, nodeType);

  @ObjectType(`${name}PlainConnection`)
  class PlainConnection {
    source!: ListSource<Node>;

    @Field(() => [Edge])
    async edges(): Promise<object[]> {
      const { rows, cursors } = await this.source.page();
      return rows.map((node, index) => Object.assign(new Edge(), { node, cursor: cursors[index] }));
    }

    @Field(() => [nodeType()])
    async nodes(): Promise<readonly Node[]> {
      return (await this.source.page()).rows;
    }

    @Field(() => PageInfo)
    async pageInfo(): Promise<PageInfo> {
      const { cursors, hasNextPage, hasPreviousPage } = await this.source.page();
      return { hasNextPage, hasPreviousPage, startCursor: cursors[0] ?? null, endCursor: cursors.at(-1) ?? null };
    }

    @Field(() => Int)
    totalCount(): Promise<number> {
      return this.source.totalCount();
    }
  }
  return PlainConnection;
}

/**
 * The Edge and Connection types of a node type behind which no vendor stands.
 * @param name the node type's GraphQL name: `Person` gives PersonEdge and PersonConnection
 */
export function plainListTypeOf<Node extends object>(
  name: string,
  nodeType: () => ClassType<Node>,
): ListType<ListSource<Node>> {
  @ObjectType(`${name}Connection`)
  class Connection extends connectionBase(name, nodeType) {}
  return {
    Connection,
    of: (source) =>
      Object.assign(new Connection(), {
        source: { page: once(() => source.page()), totalCount: once(() => source.totalCount()) },
      }),
  };
}

/**
 * The Edge and Connection types of a node type that vendors bring: the connection carries notices.
 * @param name the node type's GraphQL name: `Deal` gives DealEdge and DealConnection
 */
export function vendorListTypeOf<Node extends object>(
  name: string,
  nodeType: () => ClassType<Node>,
): ListType<VendorListSource<Node>> {
  @ObjectType(`${name}Connection`)
  class Connection extends connectionBase(name, nodeType) {
    readNotices!: () => Promise<readonly SourceNotice[]>;

    @Field(() => [SourceNotice])
    async notices(@Ctx() context: GraphContext, @Info() info: GraphQLResolveInfo): Promise<readonly SourceNotice[]> {
      const asked = conversionsBeside(info);
      const notices = await this.readNotices();
      if (asked.length === 0) return notices;
      const { rows } = await this.source.page();
      const shown = { nodes: rows, edges: rows.map((node) => ({ node })) };
      return [...notices, ...rateNotices(context, asked, shown)];
    }
  }
  return {
    Connection,
    of: (source) =>
      Object.assign(new Connection(), {
        source: { page: once(() => source.page()), totalCount: once(() => source.totalCount()) },
        readNotices: once(() => source.notices()),
      }),
  };
}
