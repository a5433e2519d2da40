"""Sentences for codes: hedges, issues and what is not proven, as they stand before translation."""

from __future__ import annotations

from collections.abc import Mapping

from undercount.publish.words import N_

# A number with its hedge. {n:from} and {n:to} let a language put the number in a case.
SAID: Mapping[str, str] = {
    "exact": "{n}",
    "none": N_("no number given"),
    "at_least": N_("at least {n}"),
    "more_than": N_("more than {n}"),
    "up_to": N_("up to {n}"),
    "less_than": N_("fewer than {n}"),
    "about": N_("about {n}"),
    "nearly": N_("nearly {n}"),
    "estimated": N_("an estimated {n}"),
    "named_so_far": N_("{n} named so far"),
    "recorded_so_far": N_("{n} recorded so far"),
}

# What a rule found, for those who read it for the first time.
ISSUES: Mapping[str, str] = {
    "retracted": N_(
        "Its own side took this number back. Whoever still prints it prints a number that nobody stands by."
    ),
    "partly_retracted": N_("Something that was said beside the number was taken back; the number was not."),
    "retracted_without_replacement": N_("The number was taken back, and no other was given for it."),
    "repeats_retracted": N_("The number is given again after it was taken back."),
    "later_retracted": N_("The number was repeated before it was taken back; the repeat was not mended."),
    "silently_lowered": N_(
        "A running total can only grow. Here it went down, and no source says why or says that it was wrong."
    ),
    "same_day_conflict": N_(
        "Two bodies of one side give different numbers of the same thing for the same day."
    ),
    "stale_quote": N_("It quotes a number although the same body had already given a newer one."),
    "scope_mismatch": N_(
        "Two numbers are set equal, or stand for one another, although they do not count the same people, "
        "places or acts."
    ),
    "part_exceeds_whole": N_("A number of some is higher than a later number of all."),
    "overlapping_subtotals": N_("The parts count some people twice: together they exceed the whole."),
    "subtotals_do_not_add_up": N_("The parts given beside the number do not add up to it."),
    "includes_the_dead": N_("A number of the injured is given in a way that counts the dead among them."),
    "stock_against_flow": N_(
        "How many there are on one day is set against how many there have been in all; the two cannot be "
        "compared."
    ),
    "survey_share": N_("A share of those who were asked. It says nothing of people who were not."),
    "likely_copy_error": N_("Two neighbouring digits seem to have changed places in copying."),
    "hedge_dropped": N_("A number said with “at least” or “about” is repeated as if it were exact."),
    "unverified": N_("This figure is from memory: its page was not seen for this edition."),
    "inconsistent_document": N_("One document gives two different numbers of the same thing."),
    "mixed_sources": N_("It joins parts of counts that were made apart."),
    "undated": N_("The day it speaks of, or was said on, is not known."),
    "onset_conflict": N_("Sources differ about when it began."),
    "end_conflict": N_("Sources differ about when it ended."),
    "duration_conflict": N_("Sources differ about how long it lasted."),
    "scope_conflict": N_(
        "At one time, one source says off of a part, or of one network, and another says on of the whole."
    ),
    "ends_before_start": N_("The end given lies before the beginning."),
    "hours_beyond_span": N_("The hours claimed are more than lie between the beginning and the end."),
    "state_conflict": N_("At one time, one source says that it was off and another that it was on."),
}

# What an edition does not show.
UNPROVEN: Mapping[str, str] = {
    "content_true": N_(
        "That what the sources say is true. This edition shows who said what; it does not show what happened."
    ),
    "bytes_not_here": N_(
        "That the cited pages exist as described. All {total} exhibits are cited by address; their bytes are "
        "not part of this edition."
    ),
    "seen_as_copy": N_(
        "The wording of some originals: {number} of {total} exhibits were seen as a copy on another page. "
        "Speaker and outlet are named as source, the copy as where it was seen."
    ),
    "unverified_figures": N_(
        "Figures from memory: {number} of {total}. Their page was not seen; they are marked “unverified”."
    ),
    "claims_not_measured": N_(
        "Outages: what is listed are {number} published claims. No measurement of our own stands behind them."
    ),
    "nothing_withheld": N_("That nothing was left out, before or after."),
    "time_by_own_word": N_(
        "When this edition was made. Its dates are the publishers' own; the signature carries no time."
    ),
}

# What an indicator needs that is neither a table nor a kind of claim.
NEEDS: Mapping[str, str] = {
    "method": N_("a method that computes it"),
    "signals": N_("measured signals of connectivity"),
    "population": N_("how many people live in each region"),
    "estimate": N_("an estimate of those nobody recorded"),
    "blocking_tests": N_("tests of blocked sites and services"),
}

# The pieces an indicator is made of.
PARTS: Mapping[str, str] = {
    "total": N_("a total"),
    "cut_off": N_("the hour it was counted at"),
    "definition": N_("a definition"),
    "by_region": N_("by region"),
    "by_place": N_("by place of detention"),
    "by_sex_and_age": N_("by sex and age"),
    "by_legal_basis": N_("by legal basis"),
    "released": N_("how many were released"),
    "official_deaths": N_("deaths by official count"),
    "named_by_observers": N_("dead named by observers"),
    "official_detained": N_("detained by official count"),
    "observed_detained": N_("detained by observers' count"),
    "reported_to_observers": N_("told to observers"),
    "share_of_those_surveyed": N_("share of those who were asked"),
    "complaints": N_("complaints"),
    "criminal_cases": N_("criminal proceedings"),
    "suspects": N_("suspects"),
    "convictions": N_("convictions"),
    "cases_by_leading_body": N_("proceedings by the body that leads them"),
    "named_officially": N_("dead named officially"),
    "officers_prosecuted": N_("officers prosecuted"),
    "officers_convicted": N_("officers convicted"),
    "protesters_convicted": N_("people convicted over the events"),
    "news_sites_blocked": N_("news sites blocked"),
    "detained": N_("detained"),
    "sentenced_to_short_arrest": N_("sentenced to short arrest"),
    "summoned": N_("summoned"),
    "killed": N_("killed"),
    "injured": N_("injured"),
    "attacks_and_threats": N_("attacks and threats"),
    "rights_violations": N_("violations of rights"),
    "held_at_a_visit": N_("held at the time of a visit"),
    "days_since_last_official_deaths": N_("days since the last official figure of deaths"),
    "days_since_last_official_injuries": N_("days since the last official figure of injured"),
    "days_since_last_official_liberty": N_("days since the last official figure of detained"),
    "silent_decreases": N_("silent decreases"),
    "same_day_conflicts": N_("conflicts on one day between bodies"),
    "retractions_without_replacement": N_("retractions without another figure"),
    "hours_claimed": N_("hours claimed outright"),
    "span_claimed": N_("hours from beginning to end, as claimed"),
    "time_known": N_("of those whose detention is dated to the day"),
    "privacy_not_stated": N_("of whom nobody says whether they met in private"),
    "unnamed_people": N_("people in unnamed groups, in no share"),
    "released_before_the_limit": N_("released before the limit, not counted"),
    "official_over_register_detained": N_("detained: official count over the register's"),
    "official_over_register_killed": N_("killed: official count over the register's"),
    "official_over_register_injured": N_("injured: official count over the register's"),
    "official_over_estimate_detained": N_("detained: official count over the estimate"),
    "official_over_estimate_killed": N_("killed: official count over the estimate"),
    "official_over_estimate_injured": N_("injured: official count over the estimate"),
    "journalists_held": N_("journalists held"),
    "hours_held": N_("hours they were held, in all"),
    "released_without_charge": N_("of them, released without charge"),
    "journalists_attacked": N_("journalists attacked"),
    "attacks_with_case_opened": N_("attacks with a case opened"),
}

# Families of metrics, as the figures' page is divided.
FAMILIES: Mapping[str, str] = {
    "deaths": N_("The dead and the missing"),
    "injuries": N_("The injured"),
    "liberty": N_("People detained"),
    "torture": N_("Torture and ill-treatment"),
    "justice": N_("Investigations and courts"),
    "media": N_("Journalists"),
    "network": N_("The internet"),
    "assembly": N_("Protests"),
    "context": N_("Beside these"),
}
