using System.Data.Common;

namespace SesamTalk.Engine.Simulation;

/// <summary>A transaction of our own database that the simulation lets fail: locked, full, broken off.</summary>
internal sealed class SimulatedDatabaseException() : DbException("simulated: the database failed");
