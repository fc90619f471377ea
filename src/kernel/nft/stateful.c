/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Counters, limits and quotas in nft's language: those of rules, of sets' elements, and named ones. */
#include "kernel/nft.h"

#include <inttypes.h>

static const char *byte_unit(uint64_t *bytes)
{
	static const char *const units[] = {"bytes", "kbytes", "mbytes"};
	size_t i = 0;

	while (i + 1 < ARRAY_LEN(units) && *bytes && *bytes % 1024 == 0) {
		*bytes /= 1024;
		i++;
	}
	return units[i];
}

const char *nft_limit_text(struct emit *e, ref priv, bool bytes)
{
	enum { USUAL_BURST = 5 };
	static const struct {
		uint64_t seconds;
		const char *name;
	} periods[] = {{1, "second"}, {60, "minute"}, {3600, "hour"}, {86400, "day"}, {604800, "week"}};
	uint64_t rate = (uint64_t)num(priv, "rate"), seconds = (uint64_t)num(priv, "nsecs") / 1000000000, burst = (uint64_t)num(priv, "burst");
	const char *over = num(priv, "invert") ? "over " : "", *period = NULL, *unit, *burst_unit;

	for (size_t i = 0; i < ARRAY_LEN(periods); i++)
		if (periods[i].seconds == seconds)
			period = periods[i].name;
	if (!period)
		return NULL;
	if (!bytes)
		return file_printf(e, "rate %s%" PRIu64 "/%s%s", over, rate, period,
				   burst && burst != USUAL_BURST ? file_printf(e, " burst %" PRIu64 " packets", burst) : "");
	unit = byte_unit(&rate);
	burst_unit = byte_unit(&burst);
	return file_printf(e, "rate %s%" PRIu64 " %s/%s%s", over, rate, unit, period,
			   burst ? file_printf(e, " burst %" PRIu64 " %s", burst, burst_unit) : "");
}

const char *nft_quota_text(struct emit *e, ref priv)
{
	enum { INVERTED = 1 };
	uint64_t quota = (uint64_t)num(priv, "quota");
	/* Its own since 5.17. */
	uint64_t used = (uint64_t)(has(priv, "consumed.counter") ? num(priv, "consumed") : num(priv, "consumed->counter"));
	const char *unit = byte_unit(&quota), *used_unit = byte_unit(&used);

	return file_printf(e, "%s%" PRIu64 " %s%s", num(priv, "flags") & INVERTED ? "over " : "", quota, unit,
			   used ? file_printf(e, " used %" PRIu64 " %s", used, used_unit) : "");
}

const char *nft_stateful_text(ref net, const struct nft_op *op)
{
	struct emit *e = context(net);
	struct counter_pair c;
	const char *limit;

	switch (op->kind) {
	case NFT_COUNTER:
		c = nft_counter(op->priv);
		return file_printf(e, "counter packets %" PRIu64 " bytes %" PRIu64, c.packets, c.bytes);
	case NFT_LIMIT:
		limit = nft_limit_text(e, op->priv, op->key);
		return limit ? file_printf(e, "limit %s", limit) : NULL;
	case NFT_QUOTA:
		return file_printf(e, "quota %s", nft_quota_text(e, op->priv));
	default:
		return NULL;
	}
}
