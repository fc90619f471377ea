# SPDX-License-Identifier: GPL-2.0-or-later
# The reference codecs are linked to tests only.
TEST_LIBS_dump := -llzo2 -lsnappy
TEST_LIBS_codec := -llzo2 -lsnappy
