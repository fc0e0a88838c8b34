// One shop in one process on PostgreSQL: its driver is the one that needs no compiler. All that differs comes from the
// environment: SHOP_PORT, PGHOST, PGPORT, PGUSER, PGPASSWORD, PGDATABASE, SHOP_LEDGER, SHOP_WEBHOOK_URL, SHOP_WEBHOOK_SECRET.
const v = require('@vendure/core');
const payments = require('./payments');
const { ProviderPlugin } = require('./provider');
const { WebhookPlugin } = require('./webhooks');

const env = process.env;

exports.config = {
  apiOptions: { hostname: '127.0.0.1', port: Number(env.SHOP_PORT), adminApiPath: 'admin-api', shopApiPath: 'shop-api' },
  authOptions: {
    tokenMethod: ['bearer', 'api-key'],
    requireVerification: false,
    superadminCredentials: { identifier: 'superadmin', password: 'superadmin' },
    cookieOptions: { secret: 'only-for-tests' },
  },
  dbConnectionOptions: {
    type: 'postgres',
    synchronize: env.SHOP_MAKE_TABLES === '1',
    logging: false,
    host: env.PGHOST,
    port: Number(env.PGPORT ?? 5432),
    username: env.PGUSER,
    password: env.PGPASSWORD,
    database: env.PGDATABASE,
  },
  paymentOptions: { paymentMethodHandlers: payments.handlers },
  logger: new v.DefaultLogger({ level: v.LogLevel.Warn, timestamp: false }),
  plugins: [v.DefaultJobQueuePlugin.init({}), ProviderPlugin, WebhookPlugin],
};
