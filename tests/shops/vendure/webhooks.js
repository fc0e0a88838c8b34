// Tells a URL what happened to orders, refunds and fulfilments, signed as https://www.standardwebhooks.com/ says.
// Vendure has no webhooks of its own: the sender is ours, the events are its EventBus'.
const crypto = require('crypto');
const v = require('@vendure/core');

const URL = process.env.SHOP_WEBHOOK_URL;
const KEY = Buffer.from((process.env.SHOP_WEBHOOK_SECRET ?? '').replace(/^whsec_/, ''), 'base64');
const TRIES = 4;

function headers(id, body) {
  const at = String(Math.floor(Date.now() / 1000));
  const signature = crypto.createHmac('sha256', KEY).update(`${id}.${at}.${body}`).digest('base64');
  return { 'content-type': 'application/json', 'webhook-id': id, 'webhook-timestamp': at, 'webhook-signature': `v1,${signature}` };
}

async function send(type, data) {
  const body = JSON.stringify({ type, timestamp: new Date().toISOString(), data });
  const id = `msg_${crypto.randomUUID().replaceAll('-', '')}`;
  for (let tried = 0; tried < TRIES; tried++) {
    const answer = await fetch(URL, { method: 'POST', body, headers: headers(id, body) }).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 250 * 2 ** tried));
  }
  console.error('given up:', type, id);
}

const ofOrder = (order) => ({ orderId: String(order.id), orderCode: order.code });
const ofRefund = ({ order, refund }) => ({ ...ofOrder(order), refundId: String(refund.id), total: refund.total, reason: refund.reason });
const change = ({ fromState, toState }) => ({ from: fromState, to: toState });

class WebhookPlugin {
  constructor(bus) { this.bus = bus; }

  onApplicationBootstrap() {
    if (!URL) return;
    const on = (event, told) => this.bus.ofType(event).subscribe((each) => { void send(...told(each)); });
    on(v.OrderStateTransitionEvent, (e) => ['order.state_changed', { ...ofOrder(e.order), ...change(e) }]);
    on(v.RefundEvent, (e) => [`refund.${e.type}`, { ...ofRefund(e), state: e.refund.state }]);
    on(v.RefundStateTransitionEvent, (e) => ['refund.state_changed', { ...ofRefund(e), ...change(e), transactionId: e.refund.transactionId }]);
    on(v.FulfillmentStateTransitionEvent, (e) => ['fulfillment.state_changed', { fulfillmentId: String(e.fulfillment.id), ...change(e) }]);
  }
}
Reflect.defineMetadata('design:paramtypes', [v.EventBus], WebhookPlugin);
v.VendurePlugin({ imports: [v.PluginCommonModule] })(WebhookPlugin);
exports.WebhookPlugin = WebhookPlugin;
