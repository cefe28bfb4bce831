using Slipway.Learning.Search;
using Slipway.Learning.Training;

namespace Slipway.Learning.Tests.Search;

public sealed class SearchSpaceTests
{
    private static readonly SearchSpace Space = new(
    [
        new Hyperparameter("linear", 3, -2, 2),
        new Hyperparameter("logarithmic", 0.1, 0.001, 10, IsLogarithmic: true),
        new Hyperparameter("whole", 5, 1, 9, IsInteger: true),
        new Hyperparameter("fixed", 7, 7, 7),
    ]);

    [Theory]
    [InlineData(0, -2, 0.001, 1)]
    [InlineData(0.5, 0, 0.1, 5)]
    [InlineData(0.3333, -0.6668, 0.02154, 4)]
    [InlineData(1, 2, 10, 9)]
    public void Values_Coordinate_IsScaledAndRounded(double coordinate, double linear, double logarithmic, double whole)
    {
        var values = Space.Values([coordinate, coordinate, coordinate, coordinate]);

        Assert.Equal(["linear", "logarithmic", "whole", "fixed"], values.Keys);
        Assert.Equal([linear, logarithmic, whole, 7], values.Values);
    }

    [Fact]
    public void Values_RoundedPastTheBound_StaysWithin()
    {
        var space = new SearchSpace([new Hyperparameter("x", 1, 1.2344, 9.8766)]);

        Assert.Equal(1.2344, space.Values([0])["x"]);
        Assert.Equal(9.8766, space.Values([1])["x"]);
    }

    [Fact]
    public void Point_Values_GivesTheirCoordinates()
    {
        var point = Space.Point(Space.Values([0.25, 0.25, 0.25, 0.25]));

        Assert.Equal([0.25, 0.25, 0.25, 0], point.Select(coordinate => Math.Round(coordinate, 3)));
    }

    [Fact]
    public void Point_DefaultOutsideOfTheSearch_IsAtTheBound()
    {
        Assert.Equal(1, Space.Point(Space.DefaultValues)[0]);
    }

    [Fact]
    public void Values_RoundsAndBudget_AreFoundAndReduced()
    {
        var staged = new SearchSpace(
            [new Hyperparameter("rounds", 50, 1, 90, Role: HyperparameterRole.Rounds), new Hyperparameter("rate", 2, 0, 4)]);
        var budgeted = new SearchSpace([new Hyperparameter("epochs", 50, 1, 90, Role: HyperparameterRole.Budget)]);

        Assert.Equal((1, "rounds", true), (staged.Dimensions, staged.Rounds, staged.CanBeLookedAt));
        Assert.Equal(new Dictionary<string, double> { ["rounds"] = 50, ["rate"] = 1 }, staged.Values([0.25]));
        Assert.Equal(staged.DefaultValues, staged.Reduce(staged.DefaultValues));
        Assert.Equal((1, null, true), (budgeted.Dimensions, budgeted.Rounds, budgeted.CanBeLookedAt));
        Assert.Equal(17, budgeted.Reduce(budgeted.DefaultValues)["epochs"]);
        Assert.False(Space.CanBeLookedAt);
    }
}
