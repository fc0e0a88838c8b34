// What only a payment provider's own plugin could do in a real shop: say that a pending refund came back.
const { Args, Mutation, Resolver } = require('@nestjs/graphql');
const { gql } = require('graphql-tag');
const v = require('@vendure/core');

class ProviderResolver {
  constructor(orders) { this.orders = orders; }

  failRefund(ctx, { id }) { return this.orders.transitionRefundToState(ctx, id, 'Failed'); }
}
const { prototype } = ProviderResolver;
const method = Object.getOwnPropertyDescriptor(prototype, 'failRefund');
Reflect.defineMetadata('design:paramtypes', [v.OrderService], ProviderResolver);
Reflect.defineMetadata('design:paramtypes', [v.RequestContext, Object], prototype, 'failRefund');
v.Ctx()(prototype, 'failRefund', 0);
Args()(prototype, 'failRefund', 1);
Mutation()(prototype, 'failRefund', method);
v.Allow(v.Permission.SuperAdmin)(prototype, 'failRefund', method);
Resolver()(ProviderResolver);

class ProviderPlugin {}
v.VendurePlugin({
  imports: [v.PluginCommonModule],
  adminApiExtensions: { schema: gql`extend type Mutation { failRefund(id: ID!): Refund! }`, resolvers: [ProviderResolver] },
})(ProviderPlugin);
exports.ProviderPlugin = ProviderPlugin;
