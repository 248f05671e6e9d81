"""A calibrated linear classifier: the last step of the pipeline.

Takes TF-IDF rows and themes; learns one weight per term and theme, and how their sums become probabilities. Not for
text (tokenizer), nor for answering without scikit-learn (model).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, StratifiedKFold
from sklearn.svm import LinearSVC
from sklearn.utils.validation import check_array, check_is_fitted, check_X_y

from classifier.folds import usable_folds

FloatArray = NDArray[np.float64]

NEVER = -30.0  # the decision value of a class that was never held out: a probability near 0


class CalibratedLinearClassifier(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """A linear support-vector machine whose decision values are turned into probabilities out of fold.

    The machine is fitted once on all rows. Decision values for calibration come from `folds` further fits, each on
    the rows of the other folds. On these values a multinomial logistic regression learns which theme a row has
    (stacking; Platt scaling, Platt 1999, is its case of two classes), and one logistic regression per theme whether a
    row has that theme at all, first or further.

    Parameters
    ----------
    C : float
        Inverse strength of regularisation of the support-vector machine, above 0.
    folds : int
        How many folds give the decision values for calibration, 2 or more.
    seed : int
        For the order in which liblinear visits rows.

    Attributes
    ----------
    classes_ : ndarray of shape (n_classes,)
    coef_ : ndarray of shape (n_features, n_classes)
        The machine's weights: ``X @ coef_ + intercept_`` are its decision values.
    intercept_ : ndarray of shape (n_classes,)
    slope_, shift_ : ndarrays of shape (n_classes, n_classes) and (n_classes,)
        ``softmax(values @ slope_ + shift_)`` are the probabilities.
    presence_slope_, presence_shift_ : ndarrays of the same shapes
        The logistic function of ``values @ presence_slope_ + presence_shift_`` is the probability that a row has the
        theme, first or further; 0 for themes that are no row's further theme.
    """

    def __init__(self, C: float = 1.0, folds: int = 5, seed: int = 0) -> None:
        self.C = C
        self.folds = folds
        self.seed = seed

    def fit(
        self,
        X: Any,
        y: ArrayLike,
        groups: ArrayLike | None = None,
        sample_weight: ArrayLike | None = None,
        also: Sequence[Collection[str]] | None = None,
    ) -> Self:
        """Fit on `X` of shape (n_samples, n_features) and themes `y`.

        Parameters
        ----------
        groups : array of shape (n_samples,), optional
            Rows of one group (a report) stay in one calibration fold. Without them folds are stratified by theme.
        sample_weight : array of shape (n_samples,), optional
        also : sequence of n_samples collections of str, optional
            The further themes of each row.

        Raises
        ------
        ValueError
            If there are fewer than two classes.
        """
        X, y = check_X_y(X, y, accept_sparse="csr", dtype=np.float64)
        self.n_features_in_ = X.shape[1]
        self.classes_, codes = np.unique(y, return_inverse=True)
        if len(self.classes_) < 2:
            raise ValueError(f"at least two classes are needed, got only {self.classes_.tolist()}")
        weight = np.ones(len(codes)) if sample_weight is None else np.asarray(sample_weight, dtype=np.float64)
        self.coef_, self.intercept_ = self._weights(X, codes, weight)
        held_out, values = self._held_out_values(X, codes, weight, groups)
        if len(held_out) == 0:  # too few rows to hold any out: the machine's own values, uncalibrated
            held_out, values = np.arange(len(codes)), X @ self.coef_ + self.intercept_
        self.slope_, self.shift_ = self._calibrate(values, codes[held_out], weight[held_out])
        further = self._further(also, len(codes))[held_out]
        self.presence_slope_, self.presence_shift_ = self._calibrate_presence(
            values, codes[held_out], further, weight[held_out]
        )
        return self

    def decision_function(self, X: Any) -> FloatArray:
        """Give the sums whose softmax are the probabilities, shape (n_samples, n_classes)."""
        sums: FloatArray = self._values(X) @ self.slope_ + self.shift_
        return sums

    def predict_proba(self, X: Any) -> FloatArray:
        """Give calibrated probabilities, shape (n_samples, n_classes), each row summing to 1."""
        return softmax(self.decision_function(X))

    def predict_presence(self, X: Any) -> FloatArray:
        """Give the probability of each theme to be one of a row's themes, shape (n_samples, n_classes)."""
        return logistic(self._values(X) @ self.presence_slope_ + self.presence_shift_)

    def predict(self, X: Any) -> NDArray[Any]:
        """Give the most probable class of each row, shape (n_samples,)."""
        best: NDArray[Any] = self.classes_[self.decision_function(X).argmax(axis=1)]
        return best

    def _values(self, X: Any) -> FloatArray:
        check_is_fitted(self, "coef_")
        values: FloatArray = check_array(X, accept_sparse="csr", dtype=np.float64) @ self.coef_ + self.intercept_
        return values

    def fit_machine(self, X: Any, y: ArrayLike) -> LinearSVC:
        """Fit and give the support-vector machine alone, uncalibrated: what a search over settings compares."""
        return LinearSVC(C=self.C, dual="auto", random_state=self.seed).fit(X, y)

    def _weights(self, X: Any, codes: NDArray[np.intp], weight: FloatArray) -> tuple[FloatArray, FloatArray]:
        machine = LinearSVC(C=self.C, dual="auto", random_state=self.seed).fit(X, codes, sample_weight=weight)
        coef, intercept = machine.coef_.T, machine.intercept_
        if len(self.classes_) == 2:  # one column tells two classes apart: give each its own
            coef, intercept = np.hstack([-coef, coef]), np.hstack([-intercept, intercept])
        full = np.zeros((X.shape[1], len(self.classes_)))
        offset = np.full(len(self.classes_), -1.0)
        present = machine.classes_
        full[:, present], offset[present] = coef, intercept
        return full, offset

    def _held_out_values(
        self, X: Any, codes: NDArray[np.intp], weight: FloatArray, groups: ArrayLike | None
    ) -> tuple[NDArray[np.intp], FloatArray]:
        rows, values = [], []
        for train, test in self._splits(codes, groups):
            if len(np.unique(codes[train])) < 2:
                continue
            coef, intercept = self._weights(X[train], codes[train], weight[train])
            rows.append(test)
            values.append(X[test] @ coef + intercept)
        if not rows:
            return np.empty(0, dtype=np.intp), np.empty((0, len(self.classes_)))
        return np.concatenate(rows), np.concatenate(values)

    def _splits(
        self, codes: NDArray[np.intp], groups: ArrayLike | None
    ) -> Iterator[tuple[NDArray[np.intp], NDArray[np.intp]]]:
        count = usable_folds(self.folds, codes, groups)
        if count < 2:
            return iter(())
        if groups is None:
            splits = StratifiedKFold(count, shuffle=True, random_state=self.seed).split(codes, codes)
        else:
            splits = GroupKFold(count).split(codes, codes, groups)
        found: Iterator[tuple[NDArray[np.intp], NDArray[np.intp]]] = splits
        return found

    def _calibrate(
        self, values: FloatArray, codes: NDArray[np.intp], weight: FloatArray
    ) -> tuple[FloatArray, FloatArray]:
        present = np.unique(codes)
        if len(present) < 2:
            return np.eye(len(self.classes_)), np.zeros(len(self.classes_))
        slope = np.zeros((len(self.classes_), len(self.classes_)))
        shift = np.full(len(self.classes_), NEVER)
        stacker = _regression("newton-cg").fit(values, codes, sample_weight=weight)
        coef, intercept = stacker.coef_.T, stacker.intercept_
        if len(present) == 2:
            coef, intercept = np.hstack([-coef, coef]) / 2, np.hstack([-intercept, intercept]) / 2
        slope[:, present], shift[present] = coef, intercept
        return slope, shift

    def _further(self, also: Sequence[Collection[str]] | None, count: int) -> NDArray[np.bool_]:
        """Give whether a row has a theme as a further one, shape (n_samples, n_classes)."""
        further = np.zeros((count, len(self.classes_)), dtype=bool)
        if also is not None:
            for k, theme in enumerate(self.classes_):
                further[:, k] = [theme in themes for themes in also]
        return further

    def _calibrate_presence(
        self, values: FloatArray, codes: NDArray[np.intp], further: NDArray[np.bool_], weight: FloatArray
    ) -> tuple[FloatArray, FloatArray]:
        slope = np.zeros((len(self.classes_), len(self.classes_)))
        shift = np.full(len(self.classes_), NEVER)
        for k in np.flatnonzero(further.any(axis=0)):
            has = further[:, k] | (codes == k)
            if not has.all():
                fitted = _regression("newton-cholesky").fit(values, has, sample_weight=weight)
                slope[:, k], shift[k] = fitted.coef_[0], fitted.intercept_[0]
        return slope, shift


def _regression(solver: str) -> LogisticRegression:
    """Give the regression that calibrates.

    Newton's method gets there in a few steps, where the default solver takes fifty; newton-cholesky, the faster one,
    has no softmax before scikit-learn 1.6.
    """
    return LogisticRegression(C=1.0, solver=solver, max_iter=2000, tol=1e-8)


def softmax(decisions: FloatArray) -> FloatArray:
    """Turn rows of decision values into probabilities, safe for large values."""
    raised = np.exp(decisions - decisions.max(axis=1, keepdims=True))
    probabilities: FloatArray = raised / raised.sum(axis=1, keepdims=True)
    return probabilities


def logistic(values: FloatArray) -> FloatArray:
    """Turn values into probabilities one by one; NEVER gives 1e-13."""
    probabilities: FloatArray = 1.0 / (1.0 + np.exp(-np.clip(values, NEVER, -NEVER)))
    return probabilities
