// Four ways in which a payment provider answers a refund. Each writes what it paid out into a ledger of its own, before
// the shop has saved anything: so it is with a real provider, and so money is seen that left without a row in the shop.
const fs = require('fs');
const { PaymentMethodHandler } = require('@vendure/core');

const LEDGER = process.env.SHOP_LEDGER;
let paid = 0;

function payOut(amount, payment, input) {
  const transaction = `re_${process.pid}_${++paid}`;
  fs.appendFileSync(LEDGER, JSON.stringify({ transaction, amount, payment: payment.transactionId, reason: input.reason ?? '' }) + '\n');
  return transaction;
}

const handler = (code, createRefund) => new PaymentMethodHandler({
  code,
  description: [{ languageCode: 'en', value: code }],
  args: {},
  createPayment: (_ctx, order, amount, _args, metadata) =>
    ({ amount, state: 'Settled', transactionId: `pay_${order.code}`, metadata }),
  settlePayment: () => ({ success: true }),
  createRefund: (_ctx, input, amount, _order, payment) => createRefund(input, amount, payment),
});

exports.methods = ['asynchronous', 'instant', 'failing', 'slow'];
exports.handlers = [
  // Without an answer the refund stays Pending until the mutation settleRefund; an answer "Pending" would be refused.
  handler('asynchronous', (input, amount, payment) => { payOut(amount, payment, input); return false; }),
  handler('instant', (input, amount, payment) => ({ state: 'Settled', transactionId: payOut(amount, payment, input) })),
  handler('failing', () => ({ state: 'Failed', transactionId: '', metadata: { reason: 'card closed' } })),
  // Time to kill the shop after its provider has paid and before it has saved that.
  handler('slow', async (input, amount, payment) => {
    const transactionId = payOut(amount, payment, input);
    await new Promise((resolve) => setTimeout(resolve, 3000));
    return { state: 'Settled', transactionId };
  }),
];
